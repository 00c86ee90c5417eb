using Cabinet.Application.Security;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class MonotonicIdGeneratorTests
{
    private readonly TestClock clock = new();

    [Fact]
    public void Ids_are_of_version_7_and_begin_with_the_time()
    {
        var id = Create().Next();

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Assert.Equal(TestClock.Noon.ToUnixTimeMilliseconds(), Convert.ToInt64(Convert.ToHexString(bytes[..6]), 16));
    }

    [Fact]
    public void Ids_increase_within_a_millisecond_over_milliseconds_and_when_the_clock_steps_back()
    {
        var stepping = new SteppingClock();
        var ids = new MonotonicIdGenerator(stepping, new SeededRandom());
        var made = new List<Guid>();
        foreach (var milliseconds in new[] { 0, 0, 1, 0, -5_000, 1, 10_000 })
        {
            stepping.Now += TimeSpan.FromMilliseconds(milliseconds);
            made.AddRange(Enumerable.Range(0, 500).Select(_ => ids.Next()));
        }

        Assert.Equal(made.Order(), made);
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void A_full_counter_moves_on_to_the_next_millisecond()
    {
        var ids = new MonotonicIdGenerator(clock, new SeededRandom(), counterLimit: 100);

        var made = Enumerable.Range(0, 1_000).Select(_ => ids.Next()).ToArray();

        Assert.Equal(made.Order(), made);
        Assert.Equal(1_000, made.Distinct().Count());
        Assert.NotEqual(made[0].ToString()[..13], made[^1].ToString()[..13]);
    }

    [Fact]
    public async Task Threads_never_get_the_same_id()
    {
        var ids = Create();
        var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Enumerable.Range(0, 20_000).Select(_ => ids.Next()).ToArray(),
            TestContext.Current.CancellationToken)));

        Assert.All(batches, batch => Assert.Equal(batch.Order(), batch));
        Assert.Equal(160_000, batches.SelectMany(batch => batch).Distinct().Count());
    }

    private MonotonicIdGenerator Create() => new(clock, new SeededRandom());

    private sealed class SteppingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = TestClock.Noon;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class SeededRandom : ISecureRandom
    {
        private readonly Random random = new(7);

        public void Fill(Span<byte> destination) => random.NextBytes(destination);
    }
}
