namespace Cabinet.Application.Persistence.Records;

/// <summary>The last result of a background task, for operators.</summary>
/// <param name="Name">Which task.</param>
/// <param name="At">When it ended (UTC).</param>
/// <param name="Succeeded">Whether it did.</param>
/// <param name="Affected">How many rows, keys or blobs it worked on.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Message">What an operator should know; nothing secret or personal. At most 500 characters.</param>
public sealed record BackgroundResult(
    string Name, DateTimeOffset At, bool Succeeded, long Affected, TimeSpan Duration, string Message)
{
    /// <summary>The longest message, in characters.</summary>
    public const int MaximumMessage = 500;
}
