namespace Cabinet.Infrastructure.Persistence.Copying;

/// <summary>How a copy ended.</summary>
/// <param name="Tables">Every table on both sides.</param>
/// <param name="Resumed">Whether it went on where an earlier one was interrupted.</param>
public sealed record CopyResult(IReadOnlyList<CopiedTable> Tables, bool Resumed)
{
    /// <summary>Whether everything is there. Only then nodes may open the target.</summary>
    public bool IsComplete => Tables.All(table => table.IsSame);
}
