using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;

namespace Cabinet.Conformance.Store;

/// <summary>
/// A driver as Application sees it, so that a suite can run Application's own loops on it: what the sealing front would
/// seal passes as it is, and keys and nonces are digested without a secret.
/// </summary>
internal sealed class ClearStore(IStoreDriver driver) : IStore
{
    public IJobReader Jobs => driver.Jobs;

    public IQueueReader Queues => driver.Queues;

    public ITaskReader Tasks => driver.Tasks;

    public IDeadLetterReader DeadLetters => driver.DeadLetters;

    public IHistoryReader History => driver.History;

    public INodeReader Nodes => driver.Nodes;

    public IKeyReader Keys => driver.Keys;

    public IAuditReader Audit => driver.Audit;

    public IDataKeyReader DataKeys => driver.DataKeys;

    public IScheduleReader Schedules => driver.Schedules;

    public IApiClientReader Clients => driver.Clients;

    public ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken) =>
        driver.CommitAsync(new WriteSet([.. writeSet.Operations.Select(Pass)]), cancellationToken);

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        driver.ClaimAsync(request, cancellationToken);

    public ValueTask<OpenResult> OpenPayloadAsync(ClaimedJob job, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing is sealed here.");

    private static WriteOperation Pass(WriteOperation operation) => operation switch
    {
        EnqueueJob enqueue => enqueue with { Job = Pass(enqueue.Job) },
        RequireNoDeadLetter dead => new RequireNoDeadLetter(StoreSamples.Key(dead.UniqueKey)),
        ConsumeNonce nonce => StoreSamples.Nonce(nonce.Nonce, nonce.KeepUntil),
        _ => operation,
    };

    private static NewJob Pass(NewJob job) => job with
    {
        Payload = StoreSamples.Sealed("payload"),
        UniqueKey = job.UniqueKey is { } key ? StoreSamples.Key(key) : null,
    };
}
