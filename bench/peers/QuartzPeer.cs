using Quartz;

namespace Cabinet.Peers;

/// <summary>
/// Quartz.NET with its ADO job store. A scheduler learns of a trigger that another process stored only when it looks
/// again, after 30 s by default, so jobs are enqueued in the worker's process.
/// </summary>
internal sealed class QuartzPeer : IPeer
{
    public string Name => "Quartz ADO + PostgreSQL";

    public string Version => Package.VersionOf<IScheduler>();

    public IReadOnlyList<PeerFigure> Figures { get; } =
    [
        new("fastest", "enqueue-1", "ScheduleJob, trigger now"),
        new("fastest", "enqueue-8", "ScheduleJob, trigger now"),
        new("fastest", "drain", "defaults (10 threads)") { Jobs = 3_000 },
        new("fastest", "latency", "defaults (10 threads)")
        {
            IsProducerInside = true,
            Note = "producer in the worker's process",
        },
    ];

    public async Task<IPeerQueue> OpenAsync(PeerFigure figure, string connectionString)
    {
        var scheduler = await QuartzSchedulerBuilder
            .Create(quartz => quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(connectionString);
                store.ProvisionSchema();
            }))
            .BuildScheduler();
        return new Queue(scheduler, new Database(connectionString));
    }

    private sealed class Queue(IScheduler scheduler, Database database) : IPeerQueue
    {
        private int names;

        public async Task EnqueueAsync(string payload)
        {
            var name = $"job-{Interlocked.Increment(ref names)}";
            var job = JobBuilder.Create<QuartzJob>().WithIdentity(name).UsingJobData("payload", payload).Build();
            var trigger = TriggerBuilder.Create().WithIdentity(name).StartNow().Build();
            await scheduler.ScheduleJob(job, trigger);
        }

        public Task EnqueueManyAsync(int jobs, string payload) =>
            Callers.RepeatAsync(8, jobs, () => EnqueueAsync(payload));

        public async Task WorkAsync(Action<string> started)
        {
            QuartzJob.Started = started;
            await scheduler.Start();
        }

        public Task<bool> IsEmptyAsync() => database.AskAsync(
            """
            SELECT NOT EXISTS (SELECT FROM qrtz_triggers) AND NOT EXISTS (SELECT FROM qrtz_fired_triggers)
            AND NOT EXISTS (SELECT FROM qrtz_job_details)
            """);

        public async ValueTask DisposeAsync() => await scheduler.Shutdown();
    }
}
