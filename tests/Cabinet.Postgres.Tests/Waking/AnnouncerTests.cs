using System.Threading.Channels;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Postgres.Waking;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Postgres.Tests.Waking;

public sealed class AnnouncerTests
{
    private static readonly QueueName Mail = new("mail");
    private static readonly QueueName Bills = new("bills");
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    private readonly TimerClock clock = new();
    private readonly Channel<IReadOnlyList<QueueName?>> sent = Channel.CreateUnbounded<IReadOnlyList<QueueName?>>();
    private readonly List<Exception?> reports = [];
    private Exception? trouble;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_goes_out_at_once_and_the_others_together_at_the_end_of_the_interval()
    {
        await using var announcer = Create();
        announcer.Announce(Mail);
        Assert.Equal([Mail], await sent.Reader.ReadAsync(Cancel));
        await clock.WhenArmedAsync(Interval);
        for (var i = 0; i < 10_000; i++)
        {
            announcer.Announce(Mail);
            announcer.Announce(Bills);
        }

        Assert.False(sent.Reader.TryRead(out _));
        clock.Advance(Interval);
        Assert.Equal([Mail, Bills], await sent.Reader.ReadAsync(Cancel));
        await clock.WhenArmedAsync(Interval);
        clock.Advance(Interval);
        Assert.False(sent.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Many_queues_at_once_are_announced_as_all()
    {
        await using var announcer = Create();
        announcer.Announce(Mail);
        await sent.Reader.ReadAsync(Cancel);
        await clock.WhenArmedAsync(Interval);
        for (var i = 0; i <= AnnouncementBuffer.MostQueues; i++)
        {
            announcer.Announce(new QueueName($"queue{i}"));
        }

        clock.Advance(Interval);
        Assert.Equal([null], await sent.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task What_could_not_be_sent_is_sent_later_and_reported()
    {
        await using var announcer = Create();
        trouble = new IOException("away");
        announcer.Announce(Mail);
        await clock.WhenArmedAsync(WakingTimes.Default.FirstPause);
        Assert.Equal([trouble], reports);
        announcer.Announce(Bills);
        trouble = null;
        clock.Advance(WakingTimes.Default.FirstPause);
        Assert.Equal([Mail, Bills], await sent.Reader.ReadAsync(Cancel));
        await clock.WhenArmedAsync(Interval);
        Assert.Equal(2, reports.Count);
        Assert.Null(reports[1]);
    }

    [Fact]
    public async Task What_waits_is_sent_before_it_closes()
    {
        await using var announcer = Create();
        announcer.Announce(Mail);
        await sent.Reader.ReadAsync(Cancel);
        announcer.Announce(Bills);
        await announcer.DisposeAsync();
        Assert.Equal([Bills], await sent.Reader.ReadAsync(Cancel));
        announcer.Announce(Mail);
        Assert.False(sent.Reader.TryRead(out _));
    }

    [Fact]
    public void Pauses_grow_and_end()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(100), WakingTimes.Default.PauseAfter(1));
        Assert.Equal(TimeSpan.FromMilliseconds(400), WakingTimes.Default.PauseAfter(3));
        Assert.Equal(TimeSpan.FromSeconds(5), WakingTimes.Default.PauseAfter(1_000));
    }

    private Announcer Create() => new(SendAsync, Interval, WakingTimes.Default, reports.Add, clock);

    private Task SendAsync(IReadOnlyList<QueueName?> queues)
    {
        if (trouble is not null)
        {
            throw trouble;
        }

        sent.Writer.TryWrite(queues);
        return Task.CompletedTask;
    }

    /// <summary>Stands still, and says when a pause was begun.</summary>
    private sealed class TimerClock : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> armed = Channel.CreateUnbounded<TimeSpan>();

        public async Task WhenArmedAsync(TimeSpan pause) => Assert.Equal(pause, await armed.Reader.ReadAsync(Cancel));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            armed.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
