namespace Cabinet.Host.Output;

/// <summary>How many dead letters of a type, queue and reason match.</summary>
/// <param name="Type">The type.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the first of them failed for good.</param>
/// <param name="Newest">When the last of them did.</param>
internal sealed record DeadLetterPreviewLine(
    string Type, string Queue, string Reason, long Count, DateTimeOffset Oldest, DateTimeOffset Newest)
{
    /// <summary>The same with one more.</summary>
    public DeadLetterPreviewLine With(DateTimeOffset deadAt) => this with
    {
        Count = Count + 1,
        Oldest = deadAt < Oldest ? deadAt : Oldest,
        Newest = deadAt > Newest ? deadAt : Newest,
    };
}
