using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Puts together what serves each queue of this node.</summary>
internal sealed class ServedQueues
{
    /// <summary>Makes the workers.</summary>
    public ServedQueues(
        WorkerOptions options,
        IStore store,
        JobRunner runner,
        OutcomeSettler settler,
        ClaimGate gate,
        KeyHalt keys,
        SuspectTurn suspects,
        QueueSignal signal,
        QueueTelemetry telemetry,
        GuardedLogger<ClaimLoop> log,
        TimeProvider time)
    {
        IEnumerable<QueueOptions> served = options.Queues.Count > 0
            ? options.Queues
            : [new QueueOptions { Name = JobOptions.DefaultQueue }];
        Workers = [.. served.Select(Serve)];
        telemetry.Observe(Workers);

        QueueWorker Serve(QueueOptions queue)
        {
            var room = new AsyncSignal();
            var slots = new JobSlots(queue, options, runner, settler, room, time);
            var claims = new ClaimLoop(
                queue.Name,
                options.PollInterval,
                store,
                slots,
                gate,
                keys,
                suspects,
                signal.Of(queue.Name),
                room,
                telemetry,
                log,
                time);
            return new QueueWorker(queue.Name, slots, claims);
        }
    }

    /// <summary>One for each queue.</summary>
    public IReadOnlyList<QueueWorker> Workers { get; }
}
