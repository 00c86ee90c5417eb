using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Security;
using Cabinet.Domain.Tasks;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Reading;
using Cabinet.Postgres.Servers;
using Cabinet.Postgres.Tests.Writing;

namespace Cabinet.Postgres.Tests.Reading;

/// <summary>What readers show of rows that lie in the tables.</summary>
public sealed class ReaderTests : OperationTests
{
    private static readonly Guid Node = Id(900);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_while_a_lease_above_its_fence_names_it()
    {
        await using var store = await OpenStoreAsync();
        await FillJobsAsync();
        var jobs = new JobReader(store.Source);

        var running = (await jobs.FindAsync(new JobId(Id(1)), Cancel))!;
        Assert.Equal(JobState.Running, running.State);
        Assert.Equal((3, 1), (running.Epoch.Value, running.Attempt));
        Assert.Equal(new NodeId(Node), running.Node);
        Assert.Equal(At(50), running.ClaimedAt);
        Assert.Equal(new QueueName("queue"), running.Queue);

        var returned = (await jobs.FindAsync(new JobId(Id(2)), Cancel))!;
        Assert.Equal(JobState.Available, returned.State);
        Assert.Equal((2, 0), (returned.Epoch.Value, returned.Attempt));
        Assert.Null(returned.Node);
        Assert.Equal(At(7), returned.ClaimedAt);
        Assert.Null(await jobs.FindAsync(new JobId(Id(99)), Cancel));
    }

    [Fact]
    public async Task Every_list_shows_its_states()
    {
        await using var store = await OpenStoreAsync();
        await FillJobsAsync();
        var jobs = new JobReader(store.Source);
        await ListsAsync(jobs, JobFilter.All, 1, 2, 3, 4, 5, 6);
        await ListsAsync(jobs, new JobFilter { State = JobState.Available }, 2, 5);
        await ListsAsync(jobs, new JobFilter { State = JobState.Scheduled }, 3);
        await ListsAsync(jobs, new JobFilter { State = JobState.Running }, 1, 6);
        await ListsAsync(jobs, new JobFilter { State = JobState.Suspect }, 4);
        await ListsAsync(jobs, new JobFilter { Queue = new QueueName("other") }, 5);
        await ListsAsync(jobs, new JobFilter { Type = new JobType("nobody") });
        await ListsAsync(jobs, new JobFilter { Task = new TaskId(Id(700)) }, 1, 5);
        await ListsAsync(jobs, new JobFilter { Task = new TaskId(Id(700)), State = JobState.Running }, 1);
        var page = await jobs.ListAsync(JobFilter.All, new Page(2, Id(2)), Cancel);
        Assert.Equal([Id(3), Id(4)], page.Select(job => job.Id.Value));
        Assert.Equal("stage", (await jobs.FindAsync(new JobId(Id(5)), Cancel))!.Task!.Stage.Value);
    }

    [Fact]
    public async Task Counts_follow_the_leases()
    {
        await using var store = await OpenStoreAsync();
        await FillJobsAsync();
        Assert.Equal(
            [
                new JobCount(new QueueName("other"), JobState.Available, 1),
                new JobCount(new QueueName("queue"), JobState.Available, 1),
                new JobCount(new QueueName("queue"), JobState.Scheduled, 1),
                new JobCount(new QueueName("queue"), JobState.Running, 2),
                new JobCount(new QueueName("queue"), JobState.Suspect, 1),
            ],
            await new JobReader(store.Source).CountAsync(Cancel));
    }

    /// <summary>A planner that pairs jobs and leases freely compares some 300 million ids here.</summary>
    [Fact]
    public async Task What_runs_is_looked_up_among_many_that_wait()
    {
        await using var store = await OpenStoreAsync(statementTimeout: TimeSpan.FromSeconds(5));
        await ExecuteAsync(
            """
            INSERT INTO cabinet.name (text) VALUES ('queue');
            INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, type, queue, attempt, deaths, priority, class,
              progress, cancel, annexed)
            SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, '1', n, 0, 0, now(), 1, 1, 0, 0, 5, 0, 0,
              false, false FROM generate_series(1, 30000) AS s (n);
            INSERT INTO cabinet.lease (number, node, claimed_at, alone, jobs)
            SELECT l, ('00000000-0000-0000-0000-' || lpad(l::text, 12, '0'))::uuid, now(), false, ARRAY(
              SELECT ('00000000-0000-0000-0000-' || lpad((l * 500 + n)::text, 12, '0'))::uuid
              FROM generate_series(1, 500) AS s (n))
            FROM generate_series(1, 20) AS t (l);
            ANALYZE cabinet.job
            """);
        var jobs = new JobReader(store.Source);
        Assert.Equal([20_000, 10_000], (await jobs.CountAsync(Cancel)).Select(count => count.Count));
        foreach (var state in Enum.GetValues<JobState>())
        {
            var page = await jobs.ListAsync(new JobFilter { State = state }, new Page(10, TaskNumber(400)), Cancel);
            Assert.All(page, job => Assert.Equal(state, job.State));
        }
    }

    [Fact]
    public async Task Only_running_jobs_of_the_node_are_asked_to_stop()
    {
        await using var store = await OpenStoreAsync();
        await FillJobsAsync();
        await ExecuteAsync("UPDATE cabinet.job SET cancel = true");
        var jobs = new JobReader(store.Source);
        var asked = await jobs.ListCancelRequestsAsync(new NodeId(Node), Cancel);
        Assert.Equal([Id(1), Id(6)], asked.Select(job => job.Value));
        Assert.Empty(await jobs.ListCancelRequestsAsync(new NodeId(Id(901)), Cancel));
    }

    [Fact]
    public async Task Tasks_are_found_by_pipeline_and_status()
    {
        await using var store = await OpenStoreAsync();
        await ExecuteAsync(
            """
            INSERT INTO cabinet.name (text) VALUES ('one'), ('two');
            INSERT INTO cabinet.task (id, version, created_at, pipeline, status, label, state)
            SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, n, now(),
              (SELECT id FROM cabinet.name WHERE text = CASE n % 2 WHEN 0 THEN 'two' ELSE 'one' END), n % 3, '\x01', '\x02'
            FROM generate_series(1, 12) AS s (n)
            """);
        var tasks = new TaskReader(store.Source);
        Assert.Equal([1, 2], await VersionsAsync(tasks, TaskFilter.All, new Page(2)));
        Assert.Equal([3, 5], await VersionsAsync(
            tasks, new TaskFilter { Pipeline = new PipelineName("one") }, new Page(2, TaskNumber(2))));
        Assert.Equal([4, 7, 10], await VersionsAsync(
            tasks, new TaskFilter { Status = TaskState.Completed }, new Page(9, TaskNumber(1))));
        Assert.Equal([4, 10], await VersionsAsync(
            tasks, new TaskFilter { Pipeline = new PipelineName("two"), Status = TaskState.Completed }, Page.First));
        Assert.Equal(
            [("one", TaskState.Running, 2L), ("one", TaskState.Completed, 2), ("one", TaskState.Stalled, 2)],
            (await tasks.CountAsync(Cancel)).Take(3).Select(count => (count.Pipeline.Value, count.Status, count.Count)));
    }

    [Fact]
    public async Task An_id_used_again_shows_its_last_end()
    {
        await using var store = await OpenStoreAsync();
        await ExecuteAsync(
            """
            INSERT INTO cabinet.name (text) VALUES ('queue');
            INSERT INTO cabinet.history (id, ended_at, created_at, type, queue, attempts, ending, payload)
            SELECT '00000000-0000-0000-0000-000000000001', timestamptz 'epoch' + n * interval '1 s', timestamptz 'epoch',
              1, 1, n, 0, '\x01' FROM generate_series(1, 3) AS s (n)
            """);
        var history = new HistoryReader(store.Source);
        var found = (await history.FindAsync(new JobId(TaskNumber(1)), Cancel))!;
        Assert.Equal(3, found.Attempts);
        Assert.False(found.Payload.IsNone);
        Assert.Equal(3, await history.CountAsync(Cancel));
        Assert.All(await history.ListAsync(HistoryFilter.All, Page.First, Cancel), job => Assert.True(job.Payload.IsNone));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task A_walk_finds_every_row_of_one_id(int limit)
    {
        await using var store = await OpenStoreAsync();
        await ExecuteAsync(
            """
            INSERT INTO cabinet.name (text) VALUES ('queue');
            INSERT INTO cabinet.history (id, ended_at, created_at, type, queue, attempts, ending, payload)
            SELECT ('00000000-0000-0000-0000-' || lpad((n / 3)::text, 12, '0'))::uuid, now(), now(), 1, 1, n, 0,
              decode('000000000000' || lpad(to_hex(161), 32, '0') || CASE n % 2 WHEN 0 THEN '00000003' ELSE '00000004' END
                || lpad(to_hex(n), 4, '0'), 'hex')
            FROM generate_series(3, 32) AS s (n)
            """);
        var contents = new ContentReader(store.Source);
        var found = new List<StoredContent>();
        string? from = null;
        do
        {
            var page = await contents.FindAsync(new SealedUnder(new KeyId(0xA1), new KeyVersion(3)), from, limit, Cancel);
            found.AddRange(page.Contents);
            from = page.Next;
        }
        while (from is not null);
        Assert.Equal(15, found.Count);
        Assert.Distinct(found.Select(stored => Convert.ToHexString(stored.Content.Sealed.Span)));
    }

    [Fact]
    public async Task A_cursor_of_somebody_else_is_refused()
    {
        var contents = new ContentReader(new ReaderSource(() => throw new InvalidOperationException()));
        var version = new SealedUnder(new KeyId(0xA1), new KeyVersion(3));
        foreach (var from in (string[])["", "1", "99:", "1:12", "2:x", ":"])
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await contents.FindAsync(version, from, 1, Cancel));
        }
    }

    [Fact]
    public async Task A_schema_that_is_missing_says_what_to_run()
    {
        await using var store = await OpenStoreAsync("no such schema");
        var thrown = await Assert.ThrowsAsync<StoreException>(
            async () => await new NodeReader(store.Source).ListAsync(Cancel));
        Assert.Equal(StoreFault.SchemaMismatch, thrown.Fault);
        Assert.Contains("cabinet db migrate", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_read_is_cancelled()
    {
        await using var store = await OpenStoreAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await new NodeReader(store.Source).ListAsync(new CancellationToken(canceled: true)));
    }

    private static async Task<IEnumerable<int>> VersionsAsync(TaskReader tasks, TaskFilter filter, Page page) =>
        (await tasks.ListAsync(filter, page, Cancel)).Select(task => (int)task.Version);

    private static async Task ListsAsync(JobReader jobs, JobFilter filter, params int[] expected) => Assert.Equal(
        expected.Select(Id), (await jobs.ListAsync(filter, Page.First, Cancel)).Select(job => job.Id.Value));

    private static Guid Id(int number) => new($"{number:x8}-0000-7000-8000-000000000000");

    private static Guid TaskNumber(int number) => new($"00000000-0000-0000-0000-{number:d12}");

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    // 1 and 6 run, one of each class that may; 2 was given back from the lease that still names it.
    private Task FillJobsAsync() => ExecuteAsync(
        $"""
        INSERT INTO cabinet.name (text) VALUES ('queue'), ('other'), ('type'), ('pipeline'), ('stage');
        INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, claimed_at, type, queue, attempt, deaths,
          priority, class, progress, cancel, annexed, pipeline, stage, task, item)
        SELECT v.id::uuid, '1', 1, 2, v.fence, timestamptz 'epoch', NULL, timestamptz 'epoch' + interval '7 s', 3, v.queue,
          0, 0, 5, v.class, 0, false, false, CASE WHEN v.tasked THEN 4 END, CASE WHEN v.tasked THEN 5 END,
          CASE WHEN v.tasked THEN '{Id(700)}'::uuid END, CASE WHEN v.tasked THEN '' END
        FROM (VALUES ('{Id(1)}', 0, 1, 0, true), ('{Id(2)}', 4, 1, 3, false), ('{Id(3)}', 0, 1, 1, false),
          ('{Id(4)}', 0, 1, 2, false), ('{Id(5)}', 0, 2, 0, true), ('{Id(6)}', 0, 1, 4, false))
          AS v (id, fence, queue, class, tasked);
        INSERT INTO cabinet.lease (number, node, claimed_at, alone, jobs) VALUES
          (4, '{Node}', timestamptz 'epoch' + interval '50 s', false, '{"{"}{Id(1)},{Id(2)},{Id(6)},{Id(98)}{"}"}')
        """);

    private async Task<OpenReaders> OpenStoreAsync(string? schema = null, TimeSpan? statementTimeout = null)
    {
        var server = await TestServer.OpenAsync(PostgresVersion.V15);
        return new OpenReaders(StoreConnections.Build(
            new PostgresStoreOptions
            {
                ConnectionString = server,
                Schema = schema ?? Schema.Name,
                StatementTimeout = statementTimeout ?? TimeSpan.FromSeconds(30),
            },
            2));
    }

    private sealed class OpenReaders(StoreDatabase database) : IAsyncDisposable
    {
        public ReaderSource Source { get; } = new(() => database);

        public ValueTask DisposeAsync() => database.Source.DisposeAsync();
    }
}
