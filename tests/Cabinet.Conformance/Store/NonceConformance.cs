using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Store;

/// <summary>Guarantee 6: at most one commit per nonce, and a refused command doesn't consume its nonce.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class NonceConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private DateTimeOffset Later => Samples.Now + Minute;

    /// <summary>The second commit is refused, with whatever it carries.</summary>
    [Fact]
    public async Task A_nonce_is_consumed_once()
    {
        await DoAsync(Nonce("a"), new EnqueueJob(Samples.Job()));
        await RefusedAsync(Refusal.NonceUsed, Nonce("a"));
        await RefusedAsync(Refusal.NonceUsed, new EnqueueJob(Samples.Job()), Nonce("a"));
        await RefusedAsync(Refusal.NonceUsed, StoreSamples.Nonce("a", Later + Minute));
        await DoAsync(Nonce("b"));
    }

    /// <summary>A refusal by a later operation takes the nonce back.</summary>
    [Fact]
    public async Task A_set_that_a_later_operation_refuses_consumes_nothing()
    {
        await RefusedAsync(Refusal.JobNotFound, Nonce("a"), new CancelJob(new JobId(Samples.NextId()), null));
        await RefusedAsync(
            Refusal.NodeGone, Nonce("a"), new EnqueueJob(Samples.Job()), new RenewNode(Samples.Node().Id, 2));
        await DoAsync(Nonce("a"));
        await RefusedAsync(Refusal.NonceUsed, Nonce("a"));
    }

    /// <summary>A refusal by an earlier operation never comes to the nonce.</summary>
    [Fact]
    public async Task A_set_that_an_earlier_operation_refuses_consumes_nothing()
    {
        Assert.IsType<CommitResult.Refused>(
            await CommitAsync(new CancelJob(new JobId(Samples.NextId()), null), Nonce("a")));
        await DoAsync(Nonce("a"));
    }

    /// <summary>A set that holds a nonce twice holds it once too often.</summary>
    [Fact]
    public async Task One_set_consumes_a_nonce_once()
    {
        await RefusedAsync(Refusal.NonceUsed, Nonce("a"), Nonce("a"));
        await DoAsync(Nonce("a"), Nonce("b"));
        await RefusedAsync(Refusal.NonceUsed, Nonce("c"), Nonce("b"));
        await DoAsync(Nonce("c"));
    }

    /// <summary>Many callers replay the same commands at once, and share their commits.</summary>
    [Fact]
    public async Task Of_many_replays_at_once_exactly_one_commits()
    {
        const int Commands = 25;
        const int Replays = 16;
        var calls = Enumerable.Range(0, Commands * Replays)
            .Select(call => (Command: call % Commands, Job: Samples.Job()))
            .ToList();
        var results = await Task.WhenAll(calls.Select(call => Task.Run(async () =>
            (call.Command, Result: await CommitAsync(Nonce($"command {call.Command}"), new EnqueueJob(call.Job))))));

        Assert.All(
            results.GroupBy(result => result.Command),
            command => Assert.Single(command, call => call.Result is CommitResult.Committed));
        Assert.All(
            results.Select(call => call.Result).OfType<CommitResult.Refused>(),
            refused => Assert.Equal((0, Refusal.NonceUsed), (refused.Operation, refused.Reason)));
        Assert.Equal(Commands, await CountJobsAsync());
    }

    /// <summary>The same, when half of the replays are refused by a later operation.</summary>
    [Fact]
    public async Task Replays_that_are_refused_late_leave_the_nonce_to_others()
    {
        const int Commands = 20;
        var calls = Enumerable.Range(0, Commands * 8).Select(call => (
            Command: call % Commands,
            Job: Samples.Job(),
            Spoiled: call / Commands % 2 == 0 ? new CancelJob(new JobId(Samples.NextId()), null) : null)).ToList();
        var results = await Task.WhenAll(calls.Select(call => Task.Run(async () => (call.Command, Result: call.Spoiled
            is { } spoiled
            ? await CommitAsync(Nonce($"command {call.Command}"), new EnqueueJob(call.Job), spoiled)
            : await CommitAsync(Nonce($"command {call.Command}"), new EnqueueJob(call.Job))))));

        Assert.Equal(Commands, results.Count(call => call.Result is CommitResult.Committed));
        Assert.Equal(Commands, await CountJobsAsync());
    }

    /// <summary>Exactly what ends before the bound is forgotten, the earliest first, at most so many.</summary>
    [Fact]
    public async Task Pruning_forgets_what_ends_before_the_bound()
    {
        await DoAsync([.. Enumerable.Range(0, 5).Select(number => StoreSamples.Nonce($"{number}", At(number)))]);
        Assert.Equal(2, (await DoAsync(new PruneNonces(At(3), 2))).Affected);
        Assert.Equal(1, (await DoAsync(new PruneNonces(At(3), 2))).Affected);
        Assert.Equal(0, (await DoAsync(new PruneNonces(At(3), 2))).Affected);
        Assert.Equal(2, (await DoAsync(new PruneNonces(At(9), 10))).Affected);
    }

    /// <summary>What may have been forgotten is refused; what ends at the bound wasn't, and is judged as ever.</summary>
    [Fact]
    public async Task The_edges_of_the_bound_are_exact()
    {
        await DoAsync(
            StoreSamples.Nonce("before", At(3) - Millisecond), StoreSamples.Nonce("at", At(3)),
            StoreSamples.Nonce("after", At(3) + Millisecond));
        Assert.Equal(1, (await DoAsync(new PruneNonces(At(3), 10))).Affected);

        await RefusedAsync(Refusal.NonceExpired, StoreSamples.Nonce("before", At(3) - Millisecond));
        await RefusedAsync(Refusal.NonceExpired, StoreSamples.Nonce("fresh", At(3) - Millisecond));
        await RefusedAsync(Refusal.NonceUsed, StoreSamples.Nonce("at", At(3)));
        await RefusedAsync(Refusal.NonceUsed, StoreSamples.Nonce("after", At(3) + Millisecond));
        await DoAsync(StoreSamples.Nonce("fresh", At(3)));
        await RefusedAsync(Refusal.NonceUsed, StoreSamples.Nonce("fresh", At(3)));
    }

    /// <summary>Times count by the millisecond on both sides, so that no rounding opens a gap.</summary>
    [Fact]
    public async Task Fractions_of_a_millisecond_do_not_count()
    {
        var fraction = TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond - 1);
        await DoAsync(StoreSamples.Nonce("a", At(3)));
        Assert.Equal(0, (await DoAsync(new PruneNonces(At(3) + fraction, 10))).Affected);
        await RefusedAsync(Refusal.NonceUsed, StoreSamples.Nonce("a", At(3)));
        await RefusedAsync(Refusal.NonceExpired, StoreSamples.Nonce("b", At(3) - Millisecond + fraction));
        await DoAsync(StoreSamples.Nonce("b", At(3)));
    }

    /// <summary>A bound that isn't reached within one bounded prune is a bound all the same.</summary>
    [Fact]
    public async Task What_a_bounded_prune_leaves_is_still_used()
    {
        await DoAsync(StoreSamples.Nonce("1", At(1)), StoreSamples.Nonce("2", At(2)));
        Assert.Equal(1, (await DoAsync(new PruneNonces(At(3), 1))).Affected);
        await RefusedAsync(Refusal.NonceExpired, StoreSamples.Nonce("1", At(1)));
        await RefusedAsync(Refusal.NonceUsed, StoreSamples.Nonce("2", At(2)));
    }

    /// <summary>A clean-up by a clock that runs ahead frees no nonce, and no later one lowers the bound.</summary>
    [Fact]
    public async Task A_clock_that_runs_ahead_frees_nothing()
    {
        await DoAsync(StoreSamples.Nonce("a", At(3)));
        Assert.Equal(1, (await DoAsync(new PruneNonces(At(1_000), 10))).Affected);
        Assert.Equal(0, (await DoAsync(new PruneNonces(At(1), 10))).Affected);
        await RefusedAsync(Refusal.NonceExpired, StoreSamples.Nonce("a", At(3)));
        await RefusedAsync(Refusal.NonceExpired, StoreSamples.Nonce("b", At(999)));
        await DoAsync(StoreSamples.Nonce("b", At(1_000)));
    }

    /// <summary>A clean-up that is refused with its write set raises nothing.</summary>
    [Fact]
    public async Task A_refused_prune_forgets_nothing_and_raises_no_bound()
    {
        await DoAsync(StoreSamples.Nonce("a", At(1)));
        await RefusedAsync(
            Refusal.JobNotFound, new PruneNonces(At(5), 10), new CancelJob(new JobId(Samples.NextId()), null));
        await RefusedAsync(Refusal.NonceUsed, StoreSamples.Nonce("a", At(1)));
        await DoAsync(StoreSamples.Nonce("b", At(1)));
    }

    /// <summary>Whatever the clocks of senders and cleaners say, no nonce ever commits twice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_nonce_commits_twice_whatever_the_clocks_say(int seed)
    {
        var random = new Random(seed);
        var committed = new HashSet<string>();
        var ends = new Dictionary<string, DateTimeOffset>();
        for (var round = 0; round < 400; round++)
        {
            if (random.Next(5) == 0)
            {
                await DoAsync(new PruneNonces(Wrong(random, round), random.Next(1, 6)));
                continue;
            }

            // A replay carries the very command, so its end is the same; a few senders lie about that as well.
            var name = $"{random.Next(60)}";
            var end = ends.TryGetValue(name, out var known) && random.Next(10) > 0 ? known : Wrong(random, round);
            ends.TryAdd(name, end);
            if (await CommitAsync(StoreSamples.Nonce($"{name} {end:O}", end)) is CommitResult.Committed)
            {
                Assert.True(committed.Add($"{name} {end:O}"), $"Nonce {name} committed twice in round {round}.");
            }
        }

        Assert.NotEmpty(committed);
    }

    /// <summary>A nonce comes through the front only: anything but its digest is a bug, not a command.</summary>
    [Fact]
    public async Task A_nonce_in_the_clear_throws()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await CommitAsync(new ConsumeNonce("client", "plain", Later)));
        await DoAsync(Nonce("a"));
    }

    private static TimeSpan Millisecond => TimeSpan.FromMilliseconds(1);

    private ConsumeNonce Nonce(string name) => StoreSamples.Nonce(name, Later);

    private DateTimeOffset At(int seconds) => Samples.Now.AddSeconds(seconds);

    private DateTimeOffset Wrong(Random random, int round) =>
        Samples.Now.AddMilliseconds((round * 50) + random.Next(-4_000, 4_000));

    private async ValueTask<long> CountJobsAsync() =>
        (await Driver.Jobs.CountAsync(TestContext.Current.CancellationToken)).Sum(row => row.Count);
}
