using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Commands;

/// <summary>
/// Enqueues any number of jobs in chunks, a few at a time. A chunk and the nonce that names it are one commit, so a chunk
/// is accepted once, however often it is sent and however quickly its jobs end.
/// </summary>
/// <param name="store">Takes them.</param>
/// <param name="key">Names the stream.</param>
/// <param name="keepUntil">Until when it is remembered.</param>
/// <param name="target">The batch they go into, if they do.</param>
/// <param name="progress">Hears after each chunk.</param>
internal sealed class JobStream(
    IStore store,
    string key,
    DateTimeOffset keepUntil,
    StreamTarget? target = null,
    IProgress<EnqueueManyResult>? progress = null)
{
    /// <summary>The most jobs of a chunk: a write set less its nonce.</summary>
    public const int MaximumJobs = WriteSet.MaximumOperations - 1;

    // The batch hears of its new members in an operation of its own.
    private const int MaximumMembers = MaximumJobs - 1;

    /// <summary>A chunk ends with the job that reaches so many bytes of payload.</summary>
    public const long MaximumBytes = 4L * 1024 * 1024;

    /// <summary>How long a stream's key is kept.</summary>
    public static readonly TimeSpan KeepKeys = TimeSpan.FromDays(7);

    private const string NonceScope = "enqueue-many";
    private const int MaximumInFlight = 2;

    private readonly Queue<(Chunk Chunk, Task<CommitResult> Commit)> inFlight = new();
    private long accepted;
    private long acceptedBefore;
    private (long Index, Exception Cause)? stop;

    /// <summary>Sends everything, or stops at the first chunk that the store doesn't take.</summary>
    public async Task<EnqueueManyResult> RunAsync(
        IAsyncEnumerable<(NewJob Job, int Bytes)> jobs, CancellationToken cancellationToken)
    {
        try
        {
            await SendAllAsync(jobs, cancellationToken);
        }
        finally
        {
            // Also when the caller's own source threw: a commit under way is never left alone.
            while (inFlight.Count > 0)
            {
                await SettleAsync();
            }
        }

        return new EnqueueManyResult(accepted, acceptedBefore) { StoppedAt = stop?.Index, Cause = stop?.Cause };
    }

    private async Task SendAllAsync(
        IAsyncEnumerable<(NewJob Job, int Bytes)> jobs, CancellationToken cancellationToken)
    {
        var chunk = new Chunk(0, 0, target is null ? MaximumJobs : MaximumMembers);
        await foreach (var (job, bytes) in jobs)
        {
            if (bytes > NewJob.MaximumPayload && chunk.Count > 0)
            {
                // One for the storage goes alone: its commit has an operation more.
                await SendAsync(chunk, cancellationToken);
                if (stop is not null)
                {
                    return;
                }

                chunk = chunk.Next();
            }

            chunk.Add(job, bytes);
            if (chunk.IsFull)
            {
                await SendAsync(chunk, cancellationToken);
                if (stop is not null)
                {
                    return;
                }

                chunk = chunk.Next();
            }
        }

        if (chunk.Count > 0)
        {
            await SendAsync(chunk, cancellationToken);
        }
    }

    private async Task SendAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        if (inFlight.Count == MaximumInFlight)
        {
            await SettleAsync();
        }

        if (stop is null)
        {
            inFlight.Enqueue((chunk, CommitAsync(chunk, cancellationToken)));
        }
    }

    private async Task<CommitResult> CommitAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var nonce = new ConsumeNonce(NonceScope, $"{key}/{chunk.Number}", keepUntil);
        return await store.CommitAsync(
            target is null
                ? new WriteSet([nonce, .. chunk.Operations])
                : new WriteSet(
                    [nonce, new AddToBatch(target.Batch, chunk.Count, target.FromMember), .. chunk.Operations]),
            cancellationToken);
    }

    private async Task SettleAsync()
    {
        var (chunk, commit) = inFlight.Dequeue();
        try
        {
            switch (await commit)
            {
                case CommitResult.Committed:
                    accepted += chunk.Count;
                    break;
                case CommitResult.Refused { Reason: Refusal.NonceUsed }:
                    acceptedBefore += chunk.Count;
                    break;
                case CommitResult.Refused { Reason: Refusal.BatchNotFound or Refusal.BatchClosed } refused:
                    stop ??= (chunk.First, Closed(refused.Reason));
                    return;
                case var other:
                    throw new InvalidOperationException($"Enqueuing {chunk.Count} jobs was refused: {other}.");
            }
        }
        catch (Exception cause) when (cause is StoreException or OperationCanceledException)
        {
            stop ??= (chunk.First, cause);
            return;
        }

        progress?.Report(new EnqueueManyResult(accepted, acceptedBefore));
    }

    private BatchClosedException Closed(Refusal reason) => new(reason == Refusal.BatchNotFound
        ? $"There is no batch {target!.Batch}. Make it first; one that ended a while ago may have been pruned."
        : $"Batch {target!.Batch} takes no more jobs: it was closed or cancelled. Add all of them before you close it.");

    /// <summary>Jobs of one commit: the same ones whenever the same payloads come in the same order.</summary>
    private sealed class Chunk(long number, long first, int most)
    {
        private long bytes;

        public long Number => number;

        public long First => first;

        public List<EnqueueJob> Operations { get; } = [];

        public int Count => Operations.Count;

        public bool IsFull =>
            Count == most || bytes >= MaximumBytes || (Count == 1 && bytes > NewJob.MaximumPayload);

        public void Add(NewJob job, int size)
        {
            Operations.Add(new EnqueueJob(job));
            bytes += size;
        }

        public Chunk Next() => new(number + 1, first + Count, most);
    }
}
