namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Where readers get their connections; opens the store at the first use.</summary>
internal sealed class ReaderSource(Func<ReaderPool> open)
{
    /// <exception cref="Application.Persistence.StoreException">The store can't be opened.</exception>
    public ReaderPool Pool => open();
}
