namespace Cabinet.Application.Integrations.Storage;

/// <summary>A payload as the storage has it.</summary>
/// <param name="Address">Where.</param>
/// <param name="WrittenAt">
/// When it was written, by the storage's own clock (UTC). A listing says the same as the put, or a later time.
/// </param>
public sealed record StoredPayload(PayloadAddress Address, DateTimeOffset WrittenAt)
{
    /// <summary>
    /// The background task that collects what no job refers to: its last result says that this store has stored payloads.
    /// </summary>
    public const string CollectionTask = "payload-collection";

    /// <summary>How long after it was written a job may be committed that refers to it: 1 day.</summary>
    public static readonly TimeSpan TimeToCommit = TimeSpan.FromDays(1);

    /// <summary>The end of that time, to the millisecond.</summary>
    public DateTimeOffset CommitUntil =>
        DateTimeOffset.FromUnixTimeMilliseconds(WrittenAt.ToUnixTimeMilliseconds()) + TimeToCommit;
}
