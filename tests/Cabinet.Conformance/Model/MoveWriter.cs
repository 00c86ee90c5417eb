using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Security;
using Cabinet.Domain.Tasks;

namespace Cabinet.Conformance.Model;

/// <summary>Turns a move into the operations that it writes.</summary>
internal sealed class MoveWriter(RunState run)
{
    private readonly SecurityMoves security = new(run);

    /// <summary>The operations of a move that writes.</summary>
    public IReadOnlyList<WriteOperation> Write(Move move, ModelState model) => move.Kind switch
    {
        MoveKind.Enqueue => [Enqueue(move, model)],
        MoveKind.EnqueueSeveral => Several(move, model),
        MoveKind.End => [End(move, model)],
        MoveKind.Retry => [new RetryJob(run.Lease(move.A, model), Soon(move.B), Error(move))],
        MoveKind.Return => [new ReturnJob(run.Lease(move.A, model), move.B % 2 == 0 ? null : Soon(move.B))],
        MoveKind.DeadLetter => [DeadLetter(move, model)],
        MoveKind.Settle => Settle(move, model),
        MoveKind.Step => [new RecordStep(run.Lease(move.A, model), Step(move))],
        MoveKind.Progress => [new ReportProgress(run.Lease(move.A, model), move.B)],
        MoveKind.Cancel => [Cancel(run.Job(move.A, model), move)],
        MoveKind.Redrive => [new RedriveJob(run.DeadLetter(move.A, model))],
        MoveKind.Replace =>
        [
            Cancel(run.Job(move.A, model), move) with { OnlyIfWaiting = true },
            Enqueue(move with { A = move.B % 88 }, model),
        ],
        MoveKind.ReleaseKey => [new ReleaseUniqueKey(run.Job(move.A, model))],
        MoveKind.MindDeadLetter => Minding(Enqueue(move with { C = move.C / 3 * 3 }, model)),
        MoveKind.Discard => [Discard(run.DeadLetter(move.A, model), move)],
        _ => WriteBeside(move, model),
    };

    private IReadOnlyList<WriteOperation> WriteBeside(Move move, ModelState model) => move.Kind switch
    {
        MoveKind.Register => [Register(move)],
        MoveKind.Renew => [Renew(run.Node(move.A, model), model)],
        MoveKind.Expire => [Expire(run.Node(move.A, model), move, model)],
        MoveKind.Retire => [new RetireNode(run.Node(move.A, model))],
        MoveKind.TakeLease => [new TakeLease($"task-{move.B % 2}", run.Node(move.A, model))],
        MoveKind.ReleaseLease => [new ReleaseLease(run.Node(move.A, model), Result(move))],
        MoveKind.InsertTask => [Insert(move)],
        MoveKind.UpdateTask => [Update(move, model)],
        MoveKind.Prune => [Prune(Soon(move.B), move, model)],
        MoveKind.AddKey => [AddKey(move)],
        MoveKind.Command =>
            [SecurityMoves.Nonce(move, Soon(move.B)), Enqueue(move, model), Insert(move), run.Samples.Audit()],
        MoveKind.Nonce => [SecurityMoves.Nonce(move, Soon(move.B))],
        MoveKind.PruneNonces =>
            [new PruneNonces(Soon(move.B), Limit(move, model.Nonces.Values, Soon(move.B)))],
        _ => security.Write(move, model),
    };

    private static WriteOperation Prune(DateTimeOffset before, Move move, ModelState model) => move.A % 2 == 0
        ? new PruneHistory(before, Limit(move, model.History.Values.Select(record => record.EndedAt), before))
        : new PruneTasks(before, Limit(move, model.Tasks.Values.Select(task => task.EndedAt).OfType<DateTimeOffset>(), before));

    // Which of those that ended at the same time go first is the driver's choice, so a limit never falls between them.
    private static int Limit(Move move, IEnumerable<DateTimeOffset> ended, DateTimeOffset before)
    {
        var times = ended.Where(time => time < before).Select(time => time.ToUnixTimeMilliseconds()).Order().ToList();
        var limit = 1 + (move.C % 3);
        while (limit < times.Count && times[limit] == times[limit - 1])
        {
            limit++;
        }

        return limit;
    }

    private EnqueueJob Enqueue(Move move, ModelState model)
    {
        var job = run.Samples.Job() with
        {
            Priority = new JobPriority(4 + (move.A % 3)),
            Queue = move.B % 5 == 0 ? StoreSamples.OtherQueue : StoreSamples.Queue,
            DueAt = move.B % 3 == 0 ? Soon(move.C) : null,
            UniqueKey = move.C % 3 == 0 ? StoreSamples.Key($"unique {move.A % 3}") : null,
            Task = move.C % 7 == 0 ? run.Samples.Place() : null,
            TraceParent = move.C % 5 == 0 ? $"trace {move.B}" : null,
        };

        // A repeated commit carries the id of a job that is there already.
        var known = run.Job(move.B, model);
        job = move.A >= 88 && model.Jobs.ContainsKey(known) ? job with { Id = known } : job;
        run.Jobs.Add(job);
        return new EnqueueJob(job, move.B % 2 == 0 ? UniqueConflict.Reject : UniqueConflict.Keep);
    }

    private static IReadOnlyList<WriteOperation> Minding(EnqueueJob unique) =>
        [unique, new RequireNoDeadLetter(unique.Job.UniqueKey!)];

    private List<WriteOperation> Several(Move move, ModelState model) =>
    [
        .. Enumerable.Range(0, 2 + (move.A % 3)).Select(i => Enqueue(
            new Move(MoveKind.Enqueue, (move.A + (31 * i)) % 88, (move.B + (17 * i)) % 100, (move.C + (13 * i)) % 100),
            model)),
    ];

    private List<WriteOperation> Settle(Move move, ModelState model) =>
    [
        End(move, model),
        Update(move with { A = move.B }, model),
        Enqueue(move with { A = move.A % 88 }, model),
    ];

    private EndJob End(Move move, ModelState model)
    {
        var lease = run.Lease(move.A, model);
        return new EndJob(lease, (move.B % 3) switch
        {
            0 => null,
            1 => History(lease.Job),
            _ => History(lease.Job) with
            {
                Result = StoreSamples.Sealed("result"),
                Payload = StoreSamples.Sealed("kept"),
            },
        });
    }

    private DeadLetterJob DeadLetter(Move move, ModelState model) =>
        new(run.Lease(move.A, model), (DeadLetterReason)(move.B % 6), Error(move));

    private StepRecord Step(Move move) => move.C % 2 == 0
        ? run.Samples.Started($"step-{move.B % 3}")
        : run.Samples.Completed($"step-{move.B % 3}") with { Effect = (StepEffect)(move.C % 3) };

    private RegisterNode Register(Move move)
    {
        var node = move.A >= 90 && run.Nodes.Count > 0 ? run.Nodes[^1] : run.Samples.Node();
        run.Nodes.Add(node);
        return new RegisterNode(node);
    }

    private InsertTask Insert(Move move)
    {
        var task = run.Samples.Task() with
        {
            IdempotencyKey = move.A % 2 == 0 ? StoreSamples.Key($"command {move.B % 3}") : null,
            Id = move.A >= 90 ? run.Task(move.C).Id : new(run.Samples.NextId()),
        };
        run.Tasks.Add(task);
        return new InsertTask(task);
    }

    private UpdateTask Update(Move move, ModelState model)
    {
        var task = run.Task(move.A);
        var version = model.Tasks.GetValueOrDefault(task.Id)?.Version ?? 1;
        var status = (TaskState)(move.B % 5);
        return new UpdateTask(task with
        {
            Version = version + (move.C % 4 == 0 ? 0 : 1),
            Status = status,
            State = StoreSamples.Sealed($"state {move.C}"),
            EndedAt = status is TaskState.Running or TaskState.Stalled ? null : run.Samples.Now,
        });
    }

    private HistoryRecord History(JobId job) =>
        run.Samples.History(run.Samples.Job() with { Id = job }, JobEnd.Cancelled);

    private JobErrorRecord Error(Move move) => run.Samples.Error(1 + (move.B % 3), (FailureKind)(move.C % 6));

    private CancelJob Cancel(JobId job, Move move) => new(job, move.B % 2 == 0 ? null : History(job))
    {
        OnlyIfWaiting = move.C % 4 == 0,
    };

    private DiscardDeadLetter Discard(JobId job, Move move) => new(job, move.B % 2 == 0 ? null : History(job));

    private static RenewNode Renew(NodeId node, ModelState model) => new(node, Beat(node, model) + 1);

    // Now and then the observer saw an older heartbeat.
    private static ExpireNode Expire(NodeId node, Move move, ModelState model) =>
        new(node, Beat(node, model) - (move.B % 5 == 0 ? 1 : 0));

    private AddKeyVersion AddKey(Move move) => new(
        run.Samples.KeyVersion(KeyPurposes.All[move.A % 2], (KeyState)(1 + (move.B % 4))));

    private BackgroundResult Result(Move move) =>
        new($"task-{move.B % 2}", run.Samples.Now, move.C % 2 == 0, move.C, TimeSpan.FromMilliseconds(move.C), "Done.");

    private DateTimeOffset Soon(int seconds) => run.Samples.Now.AddSeconds((seconds % 20) - 4);

    private static long Beat(NodeId node, ModelState model) =>
        model.Nodes.GetValueOrDefault(node)?.Beat ?? 1;
}
