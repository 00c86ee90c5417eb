using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Enlisting;
using Cabinet.Infrastructure.Postgres.Observability;
using Cabinet.Infrastructure.Postgres.Waking;
using Cabinet.Infrastructure.Postgres.Writing;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>Opens the store once, at the first use, and closes it once.</summary>
internal sealed class StoreOpening(
    PostgresStoreOptions options, TimeProvider time, ILogger logger, PostgresMetrics? metrics = null) : IAsyncDisposable
{
    private readonly Lock sync = new();
    private OpenStore? store;
    private bool isClosed;

    /// <summary>The open store.</summary>
    /// <exception cref="StoreException">It was closed.</exception>
    public OpenStore Open() => Volatile.Read(ref store) ?? OpenNow();

    public async ValueTask DisposeAsync()
    {
        OpenStore? open;
        lock (sync)
        {
            isClosed = true;
            open = store;
            store = null;
        }

        if (open is not null)
        {
            await open.Lanes.DisposeAsync();
            await open.Database.Source.DisposeAsync();
            PostgresLog.Closed(logger, open.Database.Label);
        }
    }

    private OpenStore OpenNow()
    {
        lock (sync)
        {
            if (isClosed)
            {
                throw new StoreException(StoreFault.Closed, "The store was closed.");
            }

            if (store is null)
            {
                var forOthers = options.MaximumConnections - ListenTarget.ConnectionsOf(options);
                var database = StoreConnections.Build(options, forOthers);
                var enlistment = new Enlistment(database, new NameTable(database));
                Volatile.Write(ref store, new OpenStore(database, new Lanes(database, options, time, metrics), enlistment));
                PostgresLog.Opened(logger, database.Label);
            }

            return store!;
        }
    }
}
