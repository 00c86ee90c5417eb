using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Moves large payloads of new jobs to the storage, and brings them back where a row refers to one.</summary>
/// <remarks>
/// A payload is written before the commit that refers to it. That commit uses up a nonce that ends with the time to commit of
/// the oldest of its payloads: whoever collects first raises the floor of the nonces and then deletes only what ends below
/// it. So a commit that comes too late is refused, and never refers to what was collected.
/// </remarks>
internal sealed class StoredPayloads(IPayloadStorage? storage, StoredPayloadOptions options)
{
    private const string NonceScope = "stored-payload";

    /// <summary>The write set with references in place of large payloads; the same one where there are none.</summary>
    /// <exception cref="ArgumentException">A payload is larger than allowed.</exception>
    /// <exception cref="StoreException">The storage can't be written; nothing was committed.</exception>
    public ValueTask<WriteSet> PlaceAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        for (var i = 0; i < writeSet.Operations.Count; i++)
        {
            if (writeSet.Operations[i] is EnqueueJob { Job: var job } && MustMove(job.Payload))
            {
                return storage is null
                    ? throw new ArgumentException(
                        $"The payload of job {job.Id} begins as a reference to a stored payload does. Only StorePayloads "
                        + "can keep such bytes.")
                    : MoveAsync(storage, writeSet, cancellationToken);
            }
        }

        return new(writeSet);
    }

    /// <summary>The payload itself, where a job's row refers to one; anything else as it is.</summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.Unavailable"/>: it isn't there, or the storage can't be read. <see cref="StoreFault.Unreadable"/>:
    /// it was altered.
    /// </exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        JobId job, ReadOnlyMemory<byte> opened, CancellationToken cancellationToken) =>
        PayloadReference.TryRead(job, opened.Span, out var address)
            ? LoadAsync(address, cancellationToken)
            : new(opened);

    /// <summary>The same for a content that was opened; none stays none.</summary>
    public async ValueTask<Content> ReadAsync(JobId job, Content opened, CancellationToken cancellationToken) =>
        opened.IsNone ? opened : Content.FromPlain(await ReadAsync(job, opened.Plain, cancellationToken));

    /// <summary>Says why a commit was refused, if it was because its payloads were written too long ago.</summary>
    public static void ThrowIfLate(CommitResult result, WriteSet asked)
    {
        if (result is CommitResult.Refused { Reason: Refusal.NonceExpired } refused
            && refused.Operation == asked.Operations.Count)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"The payloads of these jobs were stored more than {StoredPayload.TimeToCommit} ago by the storage's clock, "
                + "so they may have been collected. Nothing was committed: try again, and see whether the storage's clock "
                + "is right if it happens again.");
        }
    }

    private bool MustMove(Content payload) =>
        !payload.IsNone && !payload.IsSealed
        && ((storage is not null && payload.Length > options.Threshold) || PayloadReference.IsMarked(payload.Plain.Span));

    private async ValueTask<WriteSet> MoveAsync(
        IPayloadStorage target, WriteSet writeSet, CancellationToken cancellationToken)
    {
        if (writeSet.Operations.Count == WriteSet.MaximumOperations)
        {
            // No room for the nonce: what a row can hold stays there.
            return writeSet.Operations.OfType<EnqueueJob>().All(enqueue => FitsRow(enqueue.Job.Payload))
                ? writeSet
                : throw new ArgumentException(
                    $"A write set with payloads of more than {NewJob.MaximumPayload} bytes has at most "
                    + $"{WriteSet.MaximumOperations - 1} operations. Split it.");
        }

        var operations = new List<WriteOperation>(writeSet.Operations);
        RequireSizes(operations);
        ConsumeNonce? nonce = null;
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is EnqueueJob { Job: var job } enqueue && MustMove(job.Payload))
            {
                var stored = await PutAsync(target, job, cancellationToken);
                operations[i] = enqueue with
                {
                    Job = job with
                    {
                        Payload = Content.FromPlain(PayloadReference.Write(stored.Address, job.Payload.Length)),
                    },
                };
                if (nonce is null || stored.CommitUntil < nonce.KeepUntil)
                {
                    nonce = new ConsumeNonce(NonceScope, stored.Address.ToString(), stored.CommitUntil);
                }
            }
        }

        // Last, so that what is refused of the caller's own operations is refused under its own number.
        operations.Add(nonce!);
        return new WriteSet(operations);
    }

    private static bool FitsRow(Content payload) =>
        payload.IsNone || payload.IsSealed
        || (payload.Length <= NewJob.MaximumPayload && !PayloadReference.IsMarked(payload.Plain.Span));

    // Before anything is written: what is refused leaves nothing behind to be collected.
    private void RequireSizes(List<WriteOperation> operations)
    {
        foreach (var job in operations.OfType<EnqueueJob>().Select(enqueue => enqueue.Job))
        {
            if (job.Payload.Length > options.Maximum && !job.Payload.IsSealed)
            {
                throw new ArgumentException(
                    $"The payload of job {job.Id} has {job.Payload.Length} bytes; at most {options.Maximum} are allowed "
                    + "(StoredPayloadOptions.Maximum). Store what is larger yourself and give the job its address.");
            }
        }
    }

    private static async ValueTask<StoredPayload> PutAsync(
        IPayloadStorage target, NewJob job, CancellationToken cancellationToken)
    {
        try
        {
            return await target.PutAsync(job.Id, job.Payload.Plain, cancellationToken);
        }
        catch (StorageException exception)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"The payload of job {job.Id} couldn't be stored, and nothing was committed: {exception.Message}",
                exception);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> LoadAsync(PayloadAddress address, CancellationToken cancellationToken)
    {
        if (storage is null)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"The payload of job {address.Job} lies in a folder, and this process has none. Give it the folder that "
                + "the other nodes have: with StorePayloads in code, with --payloads or CABINET_PAYLOADS on the command line.");
        }

        try
        {
            return await storage.ReadAsync(address, cancellationToken) switch
            {
                BlobRead.Found found => found.Content,
                BlobRead.Missing => throw new StoreException(
                    StoreFault.Unavailable,
                    $"The payload of job {address.Job} isn't in the storage, as {address}. Bring it back from a backup, or "
                    + "see that this node has the same folder as the others, and redrive the job."),
                _ => throw new StoreException(
                    StoreFault.Unreadable,
                    $"The payload of job {address.Job} was altered in the storage, or can't be opened with the ring's keys, as "
                    + $"{address}. Bring it back from a backup and redrive the job."),
            };
        }
        catch (StorageException exception)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"The payload of job {address.Job} can't be read: {exception.Message}",
                exception);
        }
    }
}
