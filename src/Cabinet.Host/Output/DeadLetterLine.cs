using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>A job of the dead-letter queue as commands print it.</summary>
internal sealed record DeadLetterLine(
    string Id,
    string Type,
    string Queue,
    string Reason,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset DeadAt,
    string Message,
    string? Cause,
    string? Task,
    string? Stage)
{
    /// <summary>Shows a dead letter.</summary>
    public static DeadLetterLine From(DeadLetterRecord letter) => new(
        letter.Id.ToString(),
        letter.Type.Value,
        letter.Queue.Value,
        Names.Of(letter.Reason),
        letter.Attempts,
        letter.CreatedAt,
        letter.DeadAt,
        JobErrorLine.From(letter.Error).Message,
        letter.Cause,
        letter.Task?.Task.ToString(),
        letter.Task?.Stage.Value);
}
