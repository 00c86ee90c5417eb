namespace Cabinet.Application.Persistence;

/// <summary>
/// A developer's own open transaction, for <see cref="IStore.EnlistAsync"/>. A driver's package makes it from what the
/// developer has (an ADO.NET transaction, Entity Framework Core's, a database handle), and only that driver takes it.
/// </summary>
/// <remarks>
/// It holds no resources and never commits or rolls back: the transaction stays the developer's. It is worth nothing
/// once that transaction has ended.
/// </remarks>
public abstract class StoreTransaction
{
    /// <summary>For drivers.</summary>
    protected StoreTransaction()
    {
    }
}
