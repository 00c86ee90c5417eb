using System.Text;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Application.Schedules;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Testing;

/// <summary>
/// Cabinet for tests of what is built on it: the real client, executor, policies, pipelines, sealing and in-memory store, with
/// a clock that only the test moves, one job at a time, and faults on demand. The same test takes the same course.
/// </summary>
/// <remarks>
/// Nothing runs by itself: <see cref="DrainAsync"/> runs what may run now, <see cref="AdvanceAsync"/> moves the clock and runs
/// what falls due on the way, <see cref="RunAsync"/> runs one job inline. Ciphertext and keys are random, as everywhere;
/// ids, times and order aren't. One test at a time uses an instance.
/// </remarks>
public sealed class CabinetTest : IAsyncDisposable
{
    private static readonly QueueName Inline = new("inline");

    private readonly ServiceProvider services;
    private readonly DirectoryInfo folder;
    private readonly FakeTimeProvider clock;
    private readonly CabinetTestOptions options;
    private readonly TestNode node;
    private readonly IStore inner;

    private CabinetTest(
        ServiceProvider services, DirectoryInfo folder, FakeTimeProvider clock, CabinetTestOptions options)
    {
        this.services = services;
        this.folder = folder;
        this.clock = clock;
        this.options = options;
        inner = services.GetRequiredKeyedService<IStore>(TestComposition.InnerStore);
        node = new TestNode(
            inner, services.GetRequiredService<IJobExecutor>(), Faults, services.GetRequiredService<CurrentAttempt>(),
            clock, options);
    }

    /// <summary>What was composed: the declared handlers, what they need, and Cabinet's own services.</summary>
    public IServiceProvider Services => services;

    /// <summary>Enqueues jobs.</summary>
    public IJobClient Jobs => services.GetRequiredService<IJobClient>();

    /// <summary>Makes batches of jobs.</summary>
    public IBatchClient Batches => services.GetRequiredService<IBatchClient>();

    /// <summary>The store, as the tested code sees it.</summary>
    public IStore Store => services.GetRequiredService<IStore>();

    /// <summary>What was enqueued so far.</summary>
    public EnqueuedJobs Enqueued => services.GetRequiredService<EnqueuedJobs>();

    /// <summary>What goes wrong next.</summary>
    public Faults Faults => services.GetRequiredService<Faults>();

    /// <summary>The test's clock; it stands still until <see cref="AdvanceAsync"/> moves it.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Composes Cabinet on an in-memory store, and opens it.</summary>
    /// <param name="declare">
    /// What the application declares: the same method that it hands to <c>AddCabinet</c> will do.
    /// </param>
    /// <param name="configure">Registers what handlers need.</param>
    /// <param name="options">How the test runs; null takes the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<CabinetTest> StartAsync(
        Action<CabinetBuilder> declare,
        Action<IServiceCollection>? configure = null,
        CabinetTestOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(declare);
        options ??= new CabinetTestOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumRuns, 1);
        var clock = new FakeTimeProvider(options.StartsAt);
        var folder = Directory.CreateTempSubdirectory("cabinet-test-");
        var services = TestComposition.Compose(declare, configure, clock, folder);
        var test = new CabinetTest(services, folder, clock, options);
        try
        {
            await CabinetStartup.OpenCabinetAsync(services, cancellationToken);
            await test.inner.PrepareAsync(cancellationToken);
            await services.GetRequiredService<ScheduleDeclaring>().DeclareAsync(
                [.. services.GetServices<ScheduleDefinition>()], owner: "test", cancellationToken);
            return test;
        }
        catch
        {
            await test.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs what may run now, until nothing may: also what handlers, pipelines and batches enqueue meanwhile.</summary>
    /// <exception cref="CabinetTestException">
    /// There is no end to it within <see cref="CabinetTestOptions.MaximumRuns"/>, or a handler doesn't end.
    /// </exception>
    public async Task<Drained> DrainAsync(CancellationToken cancellationToken = default)
    {
        var runs = new List<RanJob>();
        await DrainIntoAsync(runs, cancellationToken);
        return new Drained(runs);
    }

    /// <summary>
    /// Moves the clock on, and runs on the way what falls due: delayed jobs, retries, ticks of schedules, each at its moment.
    /// </summary>
    /// <param name="time">How far; zero or more.</param>
    /// <param name="cancellationToken">Ends it between two jobs.</param>
    /// <exception cref="CabinetTestException">As for <see cref="DrainAsync"/>.</exception>
    public async Task<Drained> AdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var until = clock.GetUtcNow() + time;
        var runs = new List<RanJob>();
        while (true)
        {
            var tick = await FireSchedulesAsync(until, runs, cancellationToken);
            await DrainIntoAsync(runs, cancellationToken);
            var now = clock.GetUtcNow();
            if (now >= until)
            {
                return new Drained(runs);
            }

            var due = await node.FindNextDueAsync(cancellationToken) ?? until;
            var next = new[] { tick, due, until }.Min();
            clock.Advance(next > now ? next - now : TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Runs one job inline: its payload goes through JSON, sealing, middleware and settlement as always.</summary>
    /// <remarks>It is enqueued in a queue of its own, so that nothing else runs; a retry waits there for its time.</remarks>
    /// <exception cref="CabinetTestException">The handler doesn't end.</exception>
    public Task<RanJob> RunAsync<TPayload>(TPayload payload, CancellationToken cancellationToken = default)
        where TPayload : notnull => ReplayAsync(payload, [], cancellationToken);

    /// <summary>
    /// Runs one job inline as if an earlier attempt had left this journal: what is completed in it gives its result
    /// without running, and an unsafe step that was only started ends the job as unknown outcome.
    /// </summary>
    /// <param name="payload">What the handler gets.</param>
    /// <param name="journal">The steps, in their order; such as those that <c>IStore.Jobs.ReadJournalAsync</c> gave.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CabinetTestException">The handler doesn't end.</exception>
    public async Task<RanJob> ReplayAsync<TPayload>(
        TPayload payload, IReadOnlyList<JournalStep> journal, CancellationToken cancellationToken = default)
        where TPayload : notnull
    {
        await Jobs.EnqueueAsync(payload, new EnqueueOptions { Queue = Inline }, cancellationToken);
        var job = await ClaimInlineAsync(cancellationToken);
        if (journal.Count > 0)
        {
            var steps = journal.Select(step => (WriteOperation)new RecordStep(job.Lease, new StepRecord(
                step.Name, step.Effect, step.ResultJson is not null, clock.GetUtcNow(), ResultOf(step))));
            await inner.CommitAsync(new WriteSet([.. steps, new ReturnJob(job.Lease)]), cancellationToken);
            job = await ClaimInlineAsync(cancellationToken);
        }

        return await node.RunAsync(job, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static Content ResultOf(JournalStep step) => step.ResultJson is { } json
        ? Content.FromPlain(Encoding.UTF8.GetBytes(json))
        : Content.None;

    private async Task<ClaimedJob> ClaimInlineAsync(CancellationToken cancellationToken) =>
        await node.ClaimAsync(Inline, cancellationToken) ?? throw new CabinetTestException(
            $"The job can't run inline: queue '{Inline}' is paused or limited.");

    private async Task DrainIntoAsync(List<RanJob> runs, CancellationToken cancellationToken)
    {
        while (await node.ClaimNextAsync(cancellationToken) is { } job)
        {
            if (runs.Count >= options.MaximumRuns)
            {
                throw new CabinetTestException(
                    $"{runs.Count} jobs ran and there are still more: does a handler enqueue its own like? The last was "
                    + $"{runs[^1]}. Raise MaximumRuns if it is meant.");
            }

            runs.Add(await node.RunAsync(job, cancellationToken));
        }
    }

    /// <summary>Fires what is due now.</summary>
    /// <returns>When to fire again at the latest.</returns>
    private async Task<DateTimeOffset> FireSchedulesAsync(
        DateTimeOffset until, List<RanJob> runs, CancellationToken cancellationToken)
    {
        var firing = services.GetRequiredService<ScheduleFiring>();
        while (true)
        {
            try
            {
                var next = await firing.FireAsync(until - clock.GetUtcNow(), static _ => { }, cancellationToken);
                if (next > clock.GetUtcNow() || next >= until)
                {
                    return next;
                }

                // A schedule whose ticks are due at once, one after the other, must not keep its jobs from running.
                await DrainIntoAsync(runs, cancellationToken);
            }
            catch (StoreException)
            {
                // Trouble that the test asked for; a node looks again, too.
            }
        }
    }
}
