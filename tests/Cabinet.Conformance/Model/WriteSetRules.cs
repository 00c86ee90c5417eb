using System.Diagnostics;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Model;

/// <summary>Applies whole write sets to the model: a pure function of state and write set.</summary>
internal static class WriteSetRules
{
    /// <summary>The state after a write set, and the result that a driver must return.</summary>
    public static (ModelState Next, CommitResult Result) Apply(ModelState state, WriteSet writeSet)
    {
        var next = state;
        var affected = 0L;
        var kept = new Dictionary<JobId, JobId>();
        for (var i = 0; i < writeSet.Operations.Count; i++)
        {
            var operation = writeSet.Operations[i];
            var step = KeyRules.BringsFenced(next, operation)
                ? new ModelStep(next) { Refusal = Refusal.KeyFenced }
                : Apply(next, operation);
            if (step.Refusal is { } refusal)
            {
                return (state, new CommitResult.Refused(i, refusal) { Existing = step.Existing });
            }

            next = step.Next;
            affected += step.Affected;
            if (step.Kept is { } pair)
            {
                kept.Add(pair.Key, pair.Value);
            }
        }

        return (next, new CommitResult.Committed { Affected = affected, Kept = kept.Count == 0 ? null : kept });
    }

    private static ModelStep Apply(ModelState state, WriteOperation operation) => operation switch
    {
        EnqueueJob enqueue => JobRules.Enqueue(state, enqueue),
        EndJob end => JobRules.End(state, end),
        RetryJob retry => JobRules.Retry(state, retry),
        ReturnJob back => JobRules.Return(state, back),
        DeadLetterJob deadLetter => JobRules.DeadLetter(state, deadLetter),
        CancelJob cancel => JobRules.Cancel(state, cancel),
        ReleaseUniqueKey key => JobRules.Release(state, key),
        RequireNoDeadLetter dead => JobRules.RequireNone(state, dead),
        ReportProgress progress => JobRules.Report(state, progress),
        RecordStep step => JobRules.Record(state, step),
        RedriveJob redrive => JobRules.Redrive(state, redrive),
        DiscardDeadLetter discard => JobRules.Discard(state, discard),
        InsertTask insert => TaskRules.Insert(state, insert),
        UpdateTask update => TaskRules.Update(state, update),
        PruneTasks prune => TaskRules.Prune(state, prune),
        PruneHistory prune => TaskRules.Prune(state, prune),
        AddKeyVersion key => KeyRules.Add(state, key),
        ChangeKeyState change => KeyRules.Change(state, change),
        FenceKeyVersion fence => KeyRules.Fence(state, fence),
        ReserveKeyUses uses => KeyRules.Reserve(state, uses),
        ReplaceWrappedKey replace => KeyRules.Replace(state, replace),
        ConfirmRing ring => KeyRules.Confirm(state, ring),
        RequireRingConfirmed ring => KeyRules.Require(state, ring),
        ConsumeNonce nonce => SecurityRules.Consume(state, nonce),
        PruneNonces prune => SecurityRules.Prune(state, prune),
        AppendAudit audited => SecurityRules.Append(state, audited),
        SequenceAudit sequence => SecurityRules.Sequence(state, sequence),
        AddDataKey key => SecurityRules.Add(state, key),
        ShredDataKey shred => SecurityRules.Shred(state, shred),
        RegisterNode register => NodeRules.Register(state, register),
        RenewNode renew => NodeRules.Renew(state, renew),
        ExpireNode expire => NodeRules.Expire(state, expire),
        RetireNode retire => NodeRules.Retire(state, retire),
        TakeLease take => NodeRules.Take(state, take),
        ReleaseLease release => NodeRules.Release(state, release),
        _ => throw new UnreachableException($"The model has no operation {operation.GetType().Name}."),
    };
}
