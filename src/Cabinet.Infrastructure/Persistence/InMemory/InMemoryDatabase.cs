using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The tables and the one lock around them: whoever reads or writes does it alone.</summary>
internal sealed class InMemoryDatabase
{
    private readonly Lock gate = new();
    private readonly StoreState state = new();
    private bool isClosed;

    /// <summary>Works on the tables. What it throws, the returned task throws.</summary>
    public ValueTask<T> RunAsync<T>(Func<StoreState, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        try
        {
            lock (gate)
            {
                return isClosed
                    ? throw new StoreException(StoreFault.Closed, "The in-memory store was closed. Open a new one.")
                    : ValueTask.FromResult(work(state));
            }
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<T>(exception);
        }
    }

    /// <summary>Refuses everything from now on.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
        }
    }
}
