using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Tests.Application.Queue;

namespace Cabinet.Tests.Application.Commands;

public sealed class UniqueEnqueueTests
{
    private static readonly EnqueueOptions Keyed = new() { UniqueKey = "report 42" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_job_that_is_there_stays_and_is_named()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var first = await EnqueueAsync(fixture, 1, Keyed);
        Assert.Equal(new EnqueueResult.AlreadyQueued(first), await TryAsync(fixture, 2, Keyed));
        await EnqueueAsync(fixture, 2, new EnqueueOptions { UniqueKey = "report 43" });
    }

    [Fact]
    public async Task A_waiting_job_is_replaced_with_all_that_it_had()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var late = Keyed with { ReplaceWaiting = true, Delay = TimeSpan.FromHours(1), Tags = ["late"] };
        var first = await EnqueueAsync(fixture, 1, late);
        var result = Assert.IsType<EnqueueResult.Enqueued>(
            await TryAsync(fixture, 2, Keyed with { ReplaceWaiting = true, Priority = new JobPriority(1) }));

        Assert.Equal(first, result.Replaced);
        Assert.Null(await fixture.Store.Jobs.FindAsync(first, Cancel));
        Assert.Equal(JobEnd.Cancelled, (await fixture.Store.History.FindAsync(first, Cancel))?.End);
        var job = await fixture.Store.Jobs.FindAsync(result.Id, Cancel);
        Assert.Equal((JobState.Available, 1), (job!.State, job.Priority.Value));
    }

    [Fact]
    public async Task A_running_job_is_not_replaced()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var first = await EnqueueAsync(fixture, 1, Keyed);
        await ClaimAsync(fixture);
        Assert.Equal(
            new EnqueueResult.AlreadyQueued(first),
            await TryAsync(fixture, 2, Keyed with { ReplaceWaiting = true }));
    }

    [Fact]
    public async Task One_waits_while_another_runs_and_a_third_is_one_too_many()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var waiting = Keyed with { UniqueAmong = UniqueAmong.Waiting };
        await EnqueueAsync(fixture, 1, waiting);
        var running = Assert.Single(await ClaimAsync(fixture));
        var second = await EnqueueAsync(fixture, 2, waiting);
        Assert.Equal(new EnqueueResult.AlreadyQueued(second), await TryAsync(fixture, 3, waiting));

        // Also one that has begun and waits for its next attempt has given its key away.
        await fixture.CommitAsync(new RetryJob(running.Lease, fixture.Time.GetUtcNow(), Error(running, fixture)));
        Assert.Equal(new EnqueueResult.AlreadyQueued(second), await TryAsync(fixture, 3, waiting));
    }

    [Fact]
    public async Task A_dead_letter_counts_when_it_is_asked_for()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var minded = Keyed with { UniqueAmong = UniqueAmong.UnfinishedOrDead };
        var first = await EnqueueAsync(fixture, 1, minded);
        var running = Assert.Single(await ClaimAsync(fixture));
        await fixture.CommitAsync(
            new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Error(running, fixture)));

        Assert.Equal(new EnqueueResult.AlreadyQueued(first), await TryAsync(fixture, 2, minded));
        await EnqueueAsync(fixture, 2, Keyed);
    }

    [Fact]
    public async Task One_job_a_period_also_when_it_has_ended()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        fixture.Time.SetUtcNow(new DateTimeOffset(2026, 3, 1, 12, 0, 50, TimeSpan.Zero));
        var once = Keyed with { UniqueFor = TimeSpan.FromMinutes(1) };
        await EnqueueAsync(fixture, 1, once);
        await fixture.CommitAsync(new EndJob(Assert.Single(await ClaimAsync(fixture)).Lease, null));

        var noon = new DateTimeOffset(2026, 3, 1, 12, 1, 0, TimeSpan.Zero);
        Assert.Equal(new EnqueueResult.Throttled(noon), await TryAsync(fixture, 2, once));
        await EnqueueAsync(fixture, 2, once with { UniqueKey = "another" });
        await EnqueueAsync(fixture, 3, once with { UniqueFor = TimeSpan.FromHours(1) });
        await fixture.CommitAsync(new EndJob((await ClaimAsync(fixture))[^1].Lease, null));

        fixture.Time.SetUtcNow(noon);
        await EnqueueAsync(fixture, 4, once);
    }

    [Fact]
    public async Task What_is_refused_uses_no_period_up()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var first = await EnqueueAsync(fixture, 1, Keyed);
        var once = Keyed with { UniqueFor = TimeSpan.FromDays(1) };
        Assert.Equal(new EnqueueResult.AlreadyQueued(first), await TryAsync(fixture, 2, once));
        await fixture.CommitAsync(new CancelJob(first, null));
        await EnqueueAsync(fixture, 2, once);
    }

    [Fact]
    public async Task Equal_payloads_are_one_job()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var byPayload = new EnqueueOptions { UniqueByPayload = true };
        var first = await EnqueueAsync(fixture, 1, byPayload);
        await EnqueueAsync(fixture, 2, byPayload);
        Assert.Equal(new EnqueueResult.AlreadyQueued(first), await TryAsync(fixture, 1, byPayload));
        await EnqueueAsync(fixture, 3, byPayload with { UniqueFor = TimeSpan.FromDays(366) });
    }

    [Fact]
    public async Task Options_that_do_not_go_together_are_refused()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        EnqueueOptions[] wrong =
        [
            new() { UniqueKey = "" },
            new() { UniqueKey = new string('k', 201) },
            Keyed with { UniqueByPayload = true },
            new() { UniqueFor = TimeSpan.FromMinutes(1) },
            new() { ReplaceWaiting = true },
            new() { UniqueAmong = UniqueAmong.Waiting },
            Keyed with { UniqueFor = TimeSpan.FromMilliseconds(999) },
            Keyed with { UniqueFor = TimeSpan.FromDays(367) },
            Keyed with { UniqueFor = TimeSpan.FromMilliseconds(1_000.5) },
            Keyed with { UniqueFor = TimeSpan.FromMinutes(1), ReplaceWaiting = true },
        ];
        foreach (var options in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => TryAsync(fixture, 1, options).AsTask());
        }
    }

    // Whatever is done, and in whatever order: who is told that a job was enqueued, or which one is there, is told what a
    // list of jobs says.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task It_does_what_a_list_of_jobs_says(int seed)
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var random = new Random(seed);
        var (model, periods) = (new List<Entry>(), new HashSet<string>());
        for (var step = 0; step < 300; step++)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(random.Next(0, 10)));
            if (random.Next(3) == 0)
            {
                await ProceedAsync(fixture, random, model);
                continue;
            }

            var options = new EnqueueOptions
            {
                UniqueKey = $"key {random.Next(3)}",
                UniqueAmong = (UniqueAmong)random.Next(3),
                ReplaceWaiting = random.Next(3) == 0,
            };
            options = options with
            {
                UniqueFor = !options.ReplaceWaiting && random.Next(3) == 0 ? TimeSpan.FromMinutes(1) : null,
            };
            var (key, among) = (options.UniqueKey, options.UniqueAmong);
            var result = await TryAsync(fixture, step, options);

            var holder = model.Find(entry => entry.Key == key && entry.Holds && entry.State != State.Dead);
            var dead = model.FindLast(entry => entry.Key == key && entry.Holds && entry.State == State.Dead);
            var period = $"{key} {UniqueMinute(fixture)}";
            if (options.UniqueFor is not null && periods.Contains(period))
            {
                Assert.IsType<EnqueueResult.Throttled>(result);
                continue;
            }

            var givesWay = holder is not null && among == UniqueAmong.Waiting && holder.HasBegun;
            var isReplaced = holder is not null && !givesWay && options.ReplaceWaiting && holder.State == State.Waiting;
            if (holder is not null && !givesWay && !isReplaced)
            {
                Assert.Equal(new EnqueueResult.AlreadyQueued(holder.Id), result);
                continue;
            }

            if (dead is not null && among == UniqueAmong.UnfinishedOrDead)
            {
                Assert.Equal(new EnqueueResult.AlreadyQueued(dead.Id), result);
                continue;
            }

            var enqueued = Assert.IsType<EnqueueResult.Enqueued>(result);
            Assert.Equal(isReplaced ? holder!.Id : null, enqueued.Replaced);
            holder?.Holds = false;
            if (isReplaced)
            {
                model.Remove(holder!);
            }

            if (options.UniqueFor is not null)
            {
                periods.Add(period);
            }

            model.Add(new Entry(enqueued.Id, key));
        }
    }

    private static long UniqueMinute(ExecutorFixture fixture) => fixture.Time.GetUtcNow().ToUnixTimeSeconds() / 60;

    private static async Task ProceedAsync(ExecutorFixture fixture, Random random, List<Entry> model)
    {
        foreach (var claimed in await ClaimAsync(fixture))
        {
            var entry = model.Single(entry => entry.Id == claimed.Id);
            (entry.State, entry.HasBegun, entry.Claim) = (State.Running, true, claimed);
        }

        foreach (var entry in model.Where(entry => entry.State == State.Running && random.Next(2) == 0).ToList())
        {
            var claim = entry.Claim!;
            switch (random.Next(3))
            {
                case 0:
                    await fixture.CommitAsync(new EndJob(claim.Lease, null));
                    model.Remove(entry);
                    break;
                case 1:
                    await fixture.CommitAsync(new RetryJob(claim.Lease, fixture.Time.GetUtcNow(), Error(claim, fixture)));
                    entry.State = State.Waiting;
                    break;
                default:
                    await fixture.CommitAsync(
                        new DeadLetterJob(claim.Lease, DeadLetterReason.Permanent, Error(claim, fixture)));
                    entry.State = State.Dead;
                    break;
            }
        }
    }

    private static JobErrorRecord Error(ClaimedJob job, ExecutorFixture fixture) =>
        new(job.Attempt, FailureKind.Transient, fixture.Time.GetUtcNow(), Content.FromPlain("x"u8.ToArray()));

    private static async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(ExecutorFixture fixture) => await fixture.ClaimAllAsync();

    private static ValueTask<EnqueueResult> TryAsync(ExecutorFixture fixture, int value, EnqueueOptions options) =>
        fixture.Jobs.EnqueueAsync(new TestPayload(value), options, Cancel);

    private static async Task<JobId> EnqueueAsync(ExecutorFixture fixture, int value, EnqueueOptions options) =>
        Assert.IsType<EnqueueResult.Enqueued>(await TryAsync(fixture, value, options)).Id;

    private enum State
    {
        Waiting,
        Running,
        Dead,
    }

    private sealed class Entry(JobId id, string key)
    {
        public JobId Id { get; } = id;

        public string Key { get; } = key;

        public State State { get; set; }

        public bool HasBegun { get; set; }

        public bool Holds { get; set; } = true;

        public ClaimedJob? Claim { get; set; }
    }
}
