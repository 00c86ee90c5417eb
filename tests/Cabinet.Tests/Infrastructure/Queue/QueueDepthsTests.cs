using System.Diagnostics.Metrics;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Queue;
using Cabinet.Tests.Application.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class QueueDepthsTests : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, double> measured = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jobs_are_measured_by_queue_and_state_and_the_oldest_by_its_age()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        using var depths = new QueueDepths(fixture.Store, fixture.Time);
        Listen(depths);
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        await fixture.Jobs.EnqueueAsync(
            new TestPayload(2), new EnqueueOptions { Delay = TimeSpan.FromHours(1) }, cancellationToken: Cancel);
        fixture.Time.Advance(TimeSpan.FromSeconds(42));

        await depths.ReadAsync(Cancel);
        listener.RecordObservableInstruments();

        Assert.Equal(1, measured["cabinet.queue.jobs default available"]);
        Assert.Equal(1, measured["cabinet.queue.jobs default scheduled"]);
        Assert.Equal(0, measured["cabinet.queue.jobs default running"]);
        Assert.Equal(0, measured["cabinet.queue.jobs default dead_letter"]);
        Assert.Equal(42, measured["cabinet.queue.oldest default"]);
    }

    [Fact]
    public async Task What_cant_be_read_any_more_isnt_measured()
    {
        await using var store = new TestStore();
        using var depths = new QueueDepths(store, TimeProvider.System);
        Listen(depths);
        await store.AddAsync();
        await depths.ReadAsync(Cancel);
        listener.RecordObservableInstruments();
        Assert.Equal(1, measured["cabinet.queue.jobs default available"]);

        measured.Clear();
        store.Trouble = new StoreException(StoreFault.Unavailable, "away");
        await depths.ReadAsync(Cancel);
        listener.RecordObservableInstruments();

        Assert.Empty(measured);
    }

    [Fact]
    public async Task Nothing_is_read_while_nobody_listens()
    {
        await using var store = new TestStore();
        using var depths = new QueueDepths(store, TimeProvider.System);
        await store.AddAsync();

        await depths.ReadAsync(Cancel);
        Listen(depths);
        listener.RecordObservableInstruments();

        Assert.Empty(measured);
    }

    public void Dispose() => listener.Dispose();

    private void Listen(QueueDepths depths)
    {
        listener.InstrumentPublished = (instrument, subscribed) =>
        {
            // Other tests' nodes measure under the same name at the same time.
            if (depths.Owns(instrument))
            {
                subscribed.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        measured[string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)])] = value;
}
