namespace Cabinet.Domain.Batches;

/// <summary>How many members a batch has, and what became of them.</summary>
/// <param name="Total">Members that were ever added.</param>
/// <param name="Succeeded">Members that succeeded.</param>
/// <param name="Cancelled">Members that were cancelled.</param>
/// <param name="Discarded">Members that were discarded from the dead-letter queue.</param>
/// <param name="Dead">Members that are in the dead-letter queue now.</param>
public readonly record struct BatchCounts(long Total, long Succeeded, long Cancelled, long Discarded, long Dead)
{
    /// <summary>Members that have ended: succeeded, cancelled or discarded.</summary>
    public long Finished => Succeeded + Cancelled + Discarded;

    /// <summary>Members that wait or run; those in the dead-letter queue aren't among them.</summary>
    public long Pending => Total - Finished - Dead;
}
