using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on the audit log. Each returns why it is refused, or null.</summary>
internal sealed class AuditOperations(StoreState state)
{
    private const string LastNumber = "audit-number";
    private const string Size = "audit-size";

    public Refusal? Append(AppendAudit operation, CommitScope scope)
    {
        if (operation.Entry.IsEmpty)
        {
            throw new InvalidOperationException("An audit event reaches a driver through the sealing front only.");
        }

        var id = operation.Event.Id;
        if (state.AuditIds.Find(id) is not null)
        {
            return scope.Refuse(Refusal.DuplicateId, id);
        }

        var number = (state.Counters.Find(LastNumber)?.Value ?? 0) + 1;
        state.Counters.Put(LastNumber, new CounterRow(number));
        state.AuditIds.Put(id, new CounterRow(number));
        state.Audit.Put(number, new AuditEntryRecord(number, id, null, operation.Entry.ToArray()));
        return null;
    }

    public Refusal? Sequence(SequenceAudit operation)
    {
        if (ReadSize(state) != operation.TreeSize)
        {
            return Refusal.AuditMoved;
        }

        var index = operation.TreeSize;
        foreach (var id in operation.Events)
        {
            if (state.AuditIds.Find(id) is not { Value: var number }
                || state.Audit.Find(number) is not { Index: null } entry)
            {
                return Refusal.AuditMoved;
            }

            state.Audit.Put(number, entry with { Index = index });
            state.AuditOrder.Put(index, new CounterRow(number));
            index++;
        }

        foreach (var node in operation.Nodes)
        {
            state.AuditNodes.Put((node.Level, node.Index), node with { Hash = node.Hash.ToArray() });
        }

        state.Counters.Put(Size, new CounterRow(index));
        var checkpoint = operation.Checkpoint;
        state.AuditCheckpoints.Put(
            state.AuditCheckpoints.Count, checkpoint with { At = Milliseconds.Truncate(checkpoint.At) });
        return null;
    }

    /// <summary>How many entries the tree has.</summary>
    public static long ReadSize(StoreState state) => state.Counters.Find(Size)?.Value ?? 0;
}
