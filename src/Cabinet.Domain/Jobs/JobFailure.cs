namespace Cabinet.Domain.Jobs;

/// <summary>Why an attempt failed.</summary>
/// <param name="Kind">Decides what happens next.</param>
/// <param name="Message">
/// What a person should read: what was wrong and, where there is something to do, what. Sealed at rest. At most
/// <see cref="MaximumMessageLength"/> characters; longer text is cut.
/// </param>
public sealed record JobFailure(FailureKind Kind, string Message)
{
    /// <summary>The longest message that is kept, in characters.</summary>
    public const int MaximumMessageLength = 2_000;

    /// <inheritdoc cref="JobFailure" path="/param[@name='Message']"/>
    public string Message { get; } = Message.Length <= MaximumMessageLength
        ? Message
        : string.Concat(Message.AsSpan(0, MaximumMessageLength - 1), "…");
}
