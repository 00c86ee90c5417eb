using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>A clock that stands still until the test moves it, and that says when somebody waits for it.</summary>
internal sealed class TestClock() : FakeTimeProvider(Noon)
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock sync = new();
    private readonly Dictionary<TestTimer, TimeSpan> pending = [];
    private readonly List<(Func<bool> Condition, TaskCompletionSource Signal)> waiters = [];

    /// <summary>
    /// Completes when so many timers that were armed with this due time have neither fired nor been stopped.
    /// </summary>
    public Task WhenPendingAsync(TimeSpan dueTime, int count = 1) =>
        WhenAsync(() => Count(due => due == dueTime) >= count);

    /// <summary>Completes when exactly so many of them are left.</summary>
    public Task WhenLeftAsync(TimeSpan dueTime, int count) => WhenAsync(() => Count(due => due == dueTime) == count);

    /// <summary>Completes when any timer is pending.</summary>
    public Task WhenAnyPendingAsync() => WhenAsync(() => Count(due => due != Timeout.InfiniteTimeSpan) > 0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, callback);
        timer.Start(base.CreateTimer(timer.Fire, state, Timeout.InfiniteTimeSpan, period));
        timer.Change(dueTime, period);
        return timer;
    }

    // The timer is armed by now, so whoever hears of it may move the clock; it may have fired already, too.
    private void Note(TestTimer timer, TimeSpan dueTime, long arming)
    {
        lock (sync)
        {
            if (timer.LastFired < arming)
            {
                pending[timer] = dueTime;
            }

            Wake();
        }
    }

    private void Forget(TestTimer timer)
    {
        lock (sync)
        {
            timer.LastFired = timer.Armings;
            pending.Remove(timer);
            Wake();
        }
    }

    private Task WhenAsync(Func<bool> condition)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (sync)
        {
            waiters.Add((condition, signal));
            Wake();
        }

        return signal.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private int Count(Func<TimeSpan, bool> dueTime) => pending.Values.Count(dueTime);

    private void Wake()
    {
        foreach (var waiter in waiters.Where(waiter => waiter.Condition()).ToArray())
        {
            waiters.Remove(waiter);
            waiter.Signal.TrySetResult();
        }
    }

    private sealed class TestTimer(TestClock clock, TimerCallback callback) : ITimer
    {
        private ITimer? inner;
        private long armings;

        public long Armings => Interlocked.Read(ref armings);

        public long LastFired { get; set; }

        public void Start(ITimer timer) => inner = timer;

        public void Fire(object? state)
        {
            clock.Forget(this);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var arming = Interlocked.Increment(ref armings);
            var changed = inner!.Change(dueTime, period);
            clock.Note(this, dueTime, arming);
            return changed;
        }

        public void Dispose()
        {
            clock.Forget(this);
            inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
