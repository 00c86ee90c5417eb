namespace Cabinet.Client;

/// <summary>What a node answers when it isn't a success.</summary>
internal sealed record ErrorAnswer(ErrorAnswer.Body? Error)
{
    internal sealed record Body(string? Code, string? Message, string? Reference);
}
