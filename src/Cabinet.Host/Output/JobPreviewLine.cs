namespace Cabinet.Host.Output;

/// <summary>How many live jobs of a type, queue and state match.</summary>
/// <param name="Type">The type.</param>
/// <param name="Queue">The queue.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the first of them was enqueued.</param>
/// <param name="Newest">When the last of them was.</param>
internal sealed record JobPreviewLine(
    string Type, string Queue, string State, long Count, DateTimeOffset Oldest, DateTimeOffset Newest)
{
    /// <summary>The same with one more.</summary>
    public JobPreviewLine With(DateTimeOffset createdAt) => this with
    {
        Count = Count + 1,
        Oldest = createdAt < Oldest ? createdAt : Oldest,
        Newest = createdAt > Newest ? createdAt : Newest,
    };
}
