using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Commands;

/// <summary>
/// Enqueues one unique job. Each try is one write set, so that what it found out before is checked by the commit itself,
/// and a try that came too late for that is made again.
/// </summary>
internal sealed class UniqueEnqueue(
    NewJob job,
    EnqueueOptions options,
    DateTimeOffset now,
    Func<WriteSet, CancellationToken, ValueTask<CommitResult>> writeAsync,
    Func<JobId, CancellationToken, ValueTask<JobRecord?>> findAsync)
{
    // A try that is refused had another commit of the same key beside it, so each of many callers at once gets its turn
    // within so many.
    private const int MaximumTries = 1_000;

    private bool MindsDeadLetters => options.UniqueAmong == UniqueAmong.UnfinishedOrDead;

    private bool MayMakeRoom => options.ReplaceWaiting || options.UniqueAmong == UniqueAmong.Waiting;

    /// <summary>Enqueues it, or finds out who is there already.</summary>
    public async ValueTask<EnqueueResult> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<WriteOperation> making = [];
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            WriteOperation[] operations = [.. making, .. Enqueue()];
            switch (await writeAsync(new WriteSet(operations), cancellationToken))
            {
                case CommitResult.Committed:
                    return new EnqueueResult.Enqueued(job.Id)
                    {
                        Replaced = making.OfType<CancelJob>().SingleOrDefault()?.Job,
                    };
                case CommitResult.Refused { Reason: Refusal.NonceUsed or Refusal.NonceExpired }:
                    return new EnqueueResult.Throttled(UniqueRule.EndOf(options.UniqueFor!.Value, now));
                case CommitResult.Refused { Reason: Refusal.UniqueKeyTaken, Existing: { } existing } refused:
                    // Dead letters are asked last, and none of them makes room.
                    var holder = new JobId(existing);
                    var isDead = MindsDeadLetters && refused.Operation == operations.Length - 1;
                    if (isDead || !MayMakeRoom || await MakeRoomAsync(holder, cancellationToken) is not { } room)
                    {
                        return new EnqueueResult.AlreadyQueued(holder);
                    }

                    making = room;
                    break;
                case CommitResult.Refused
                {
                    Reason: Refusal.UniqueKeyTaken or Refusal.JobRunning or Refusal.JobNotFound
                }:
                    // What was found out is out of date: the next try says who holds the key now.
                    making = [];
                    break;
                case var result:
                    throw new InvalidOperationException($"Enqueuing job {job.Id} was refused: {result}.");
            }
        }

        throw new StoreException(
            StoreFault.Unavailable,
            $"Others took the unique key of job {job.Id} {MaximumTries} times while it was enqueued, so it wasn't. "
            + "Try again, or give what is enqueued so often keys of its own.");
    }

    // What has to happen to the holder before; nothing when it is gone by now, and null when it stays.
    private async ValueTask<IReadOnlyList<WriteOperation>?> MakeRoomAsync(
        JobId holder, CancellationToken cancellationToken) =>
        await findAsync(holder, cancellationToken) is { } held ? MakeRoom(held) : [];

    private IEnumerable<WriteOperation> Enqueue()
    {
        if (options.UniqueFor is { } period)
        {
            yield return UniqueRule.UseUp(period, job.UniqueKey!, now);
        }

        yield return new EnqueueJob(job);
        if (MindsDeadLetters)
        {
            yield return new RequireNoDeadLetter(job.UniqueKey!);
        }
    }

    // What has begun never hasn't again.
    private IReadOnlyList<WriteOperation>? MakeRoom(JobRecord holder)
    {
        var hasBegun = holder.State is JobState.Running or JobState.Suspect || holder.Epoch.Value > 0;
        if (hasBegun && options.UniqueAmong == UniqueAmong.Waiting)
        {
            return [new ReleaseUniqueKey(holder.Id)];
        }

        // A job of a task can't be taken out of it.
        var isFree = holder.Task is not { } task || BatchReference.From(task) is not null;
        return options.ReplaceWaiting && holder.State != JobState.Running && isFree
            ? BatchWrites.Cancel(holder, now, onlyIfWaiting: true)
            : null;
    }
}
