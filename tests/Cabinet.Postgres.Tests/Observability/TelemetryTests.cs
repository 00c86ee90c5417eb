using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Observability;
using Cabinet.Postgres.Tests.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cabinet.Postgres.Tests.Observability;

public sealed class TelemetryTests : SchemaTests, IMeterFactory
{
    private readonly ConcurrentDictionary<string, double> sums = new();
    private readonly StoreSamples samples = new();

    [Fact]
    public async Task A_commit_is_counted_and_measured()
    {
        using var listener = Listen();
        await using var driver = await OpenAsync();
        await CommitAsync(driver);
        Assert.Equal((1, 1), (Sum("cabinet.postgres.commits write_sets"), Sum("cabinet.postgres.commit.size")));
        Assert.True(Sum("cabinet.postgres.commit.duration") > 0);
        Assert.Equal((0, 0), (Sum("cabinet.postgres.reconnects"), Sum("cabinet.postgres.commit.look_ups False")));
    }

    [Fact]
    public async Task A_claim_is_a_commit_when_it_takes_something()
    {
        using var listener = Listen();
        await using var driver = await OpenAsync();
        var node = samples.Node();
        await driver.CommitAsync(new WriteSet(new RegisterNode(node)), Cancel);
        await driver.CommitAsync(
            new WriteSet([new EnqueueJob(samples.Job()), new EnqueueJob(samples.Job())]), Cancel);
        var request = new ClaimRequest(node.Id, StoreSamples.Queue, 10, samples.Now);
        Assert.Equal(2, (await driver.ClaimAsync(request, Cancel)).Jobs.Count);
        Assert.Empty((await driver.ClaimAsync(request, Cancel)).Jobs);
        Assert.Equal((1, 2), (Sum("cabinet.postgres.commits claim"), Sum("cabinet.postgres.claim.size")));
        Assert.Equal(2, Sum("cabinet.postgres.commits write_sets"));
    }

    [Fact]
    public async Task A_lost_connection_is_counted_and_the_commit_that_it_carried_is_looked_up()
    {
        using var listener = Listen();
        ConnectionString += $";Application Name={Schema.Name}";
        await using var driver = await OpenAsync();
        await CommitAsync(driver);
        await EndConnectionsAsync();
        await CommitAsync(driver);
        Assert.Equal(2, Sum("cabinet.postgres.commits write_sets"));
        Assert.Equal(1, Sum("cabinet.postgres.reconnects"));
        Assert.Equal(1, Sum("cabinet.postgres.commit.look_ups False"));
    }

    [Fact]
    public async Task A_commit_is_a_span_of_its_own()
    {
        var batches = new ConcurrentBag<object?>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Cabinet.Postgres",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => batches.Add(
                activity.Parent is null ? activity.GetTagItem("db.operation.batch.size") : null),
        };
        ActivitySource.AddActivityListener(listener);
        await using var driver = await OpenAsync();
        await CommitAsync(driver);
        Assert.Contains(1, batches);
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_reach_the_writer()
    {
        using var listener = new MeterListener();
        listener.InstrumentPublished = Choose;
        listener.SetMeasurementEventCallback<long>(
            static (_, _, _, _) => throw new InvalidOperationException("A listener's own trouble."));
        listener.Start();
        await using var driver = await OpenAsync();
        await CommitAsync(driver);
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return new Meter(options);
    }

    public void Dispose()
    {
        // The meters end with their drivers.
    }

    private double Sum(string name) => sums.GetValueOrDefault(name);

    private async Task<PostgresStoreDriver> OpenAsync()
    {
        await Migrator().MigrateAsync(Cancel);
        return new PostgresStoreDriver(
            new StoreOpening(Options(), TimeProvider.System, NullLogger.Instance, new PostgresMetrics(this)));
    }

    private async Task CommitAsync(PostgresStoreDriver driver) => Assert.IsType<CommitResult.Committed>(
        await driver.CommitAsync(new WriteSet(new AddDataKey(samples.DataKey())), Cancel));

    // The signal is only sent by the first statement; they have ended when nobody sees them any more.
    private async Task EndConnectionsAsync()
    {
        var name = Schema.Name;
        await Server.ExecuteAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'");
        while (await Server.ReadAsync<long>(
            $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{name}'") > 0)
        {
            Cancel.ThrowIfCancellationRequested();
        }
    }

    private void Choose(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Scope == this)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener { InstrumentPublished = Choose };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name, value));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            Add(tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}", value));
        listener.Start();
        return listener;
    }

    private void Add(string name, double value) => sums.AddOrUpdate(name, value, (_, sum) => sum + value);
}
