namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Follows the rows of a table, a rollback's included, so that it always agrees with them.</summary>
internal interface ITableIndex<in TRow>
{
    /// <summary>A row is in the table from now on.</summary>
    void Add(TRow row);

    /// <summary>A row isn't in the table any more.</summary>
    void Remove(TRow row);
}
