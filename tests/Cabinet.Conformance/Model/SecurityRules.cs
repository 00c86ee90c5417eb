using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Conformance.Model;

/// <summary>The operations on nonces, the audit log and data keys, as their docstrings have them.</summary>
internal static class SecurityRules
{
    public static ModelStep Consume(ModelState state, ConsumeNonce operation)
    {
        if (state.Nonces.ContainsKey(operation.Nonce))
        {
            return new(state) { Refusal = Refusal.NonceUsed };
        }

        return operation.KeepUntil < state.NonceFloor
            ? new(state) { Refusal = Refusal.NonceExpired }
            : new(state with { Nonces = state.Nonces.Add(operation.Nonce, operation.KeepUntil) });
    }

    public static ModelStep Prune(ModelState state, PruneNonces operation)
    {
        var before = operation.KeepUntilBefore;
        var over = state.Nonces.Where(nonce => nonce.Value < before).OrderBy(nonce => nonce.Value)
            .Take(operation.Limit).Select(nonce => nonce.Key).ToList();
        return new(state with
        {
            Nonces = state.Nonces.RemoveRange(over),
            NonceFloor = before > state.NonceFloor ? before : state.NonceFloor,
        })
        { Affected = over.Count };
    }

    public static ModelStep Append(ModelState state, AppendAudit operation)
    {
        var id = operation.Event.Id;
        return state.Audit.Exists(entry => entry.Id == id)
            ? new(state) { Refusal = Refusal.DuplicateId, Existing = id }
            : new(state with
            {
                Audit = state.Audit.Add(new AuditEntryRecord(state.Audit.Count + 1, id, null, operation.Entry)),
            });
    }

    public static ModelStep Sequence(ModelState state, SequenceAudit operation)
    {
        var audit = state.Audit;
        for (var i = 0; i < operation.Events.Count; i++)
        {
            var place = audit.FindIndex(entry => entry.Id == operation.Events[i] && entry.Index is null);
            if (place < 0)
            {
                return new(state) { Refusal = Refusal.AuditMoved };
            }

            audit = audit.SetItem(place, audit[place] with { Index = operation.TreeSize + i });
        }

        return state.TreeSize == operation.TreeSize
            ? new(state with { Audit = audit, Checkpoints = state.Checkpoints.Insert(0, operation.Checkpoint) })
            : new(state) { Refusal = Refusal.AuditMoved };
    }

    public static ModelStep Add(ModelState state, AddDataKey operation) =>
        state.DataKeys.ContainsKey(operation.Key.Id)
            ? new(state) { Refusal = Refusal.DuplicateId, Existing = operation.Key.Id }
            : new(state with { DataKeys = state.DataKeys.Add(operation.Key.Id, operation.Key) });

    public static ModelStep Shred(ModelState state, ShredDataKey operation)
    {
        if (!state.DataKeys.TryGetValue(operation.Key, out var key) || key.ShreddedAt is not null)
        {
            return new(state) { Refusal = Refusal.DataKeyNotFound };
        }

        var shredded = key with { Wrapped = Content.None, ShreddedAt = operation.At };
        return new(state with { DataKeys = state.DataKeys.SetItem(key.Id, shredded) });
    }
}
