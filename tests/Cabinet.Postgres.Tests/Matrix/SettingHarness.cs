using System.Data;
using Cabinet.Application.Persistence;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>Opens the driver on an empty store of one setting. A developer's own transactions are a superuser's.</summary>
public abstract class SettingHarness(StoreSetting setting) : IDurableStoreHarness, ITransactionalStoreHarness
{
    private StorePlace? place;

    public int ModelRuns => setting.ModelRuns;

    public async ValueTask<IStoreDriver> OpenAsync()
    {
        place ??= await StorePlace.TakeAsync(setting);
        if (setting.IsLimited)
        {
            await place.DisconnectAsync();
        }

        var options = place.Options(Route(place.ConnectionString));
        return new PostgresStoreDriver(new StoreOpening(options, TimeProvider.System, NullLogger.Instance));
    }

    /// <summary>Makes an empty store in this harness's schema of any database.</summary>
    public Task CreateStoreAsync(string target) => place!.CreateAsync(target);

    public ValueTask<IOwnTransaction> BeginAsync() => BeginAsync(IsolationLevel.ReadCommitted);

    public ValueTask<IOwnTransaction> BeginAsync(IsolationLevel level) =>
        OwnPostgresTransaction.BeginAsync(place!.Server.ConnectionString(), place.Schema, level);

    public async ValueTask<long> CountRowsAsync() =>
        await place!.Server.ReadAsync<long>($"SELECT count(*) FROM {place.Schema.Quoted}.own_row");

    /// <summary>Text with the name of the store's schema in it.</summary>
    public string Qualify(string text) => text.Replace("cabinet.", place!.Schema.Quoted + ".", StringComparison.Ordinal);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (place is not null)
        {
            await place.ReturnAsync();
            place = null;
        }
    }

    /// <summary>The way that a driver takes to the server.</summary>
    protected virtual string Route(string connectionString) => connectionString;
}
