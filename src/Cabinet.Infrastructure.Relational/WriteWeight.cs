using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Relational;

/// <summary>How many bytes a write set keeps in memory, roughly.</summary>
internal static class WriteWeight
{
    /// <summary>A claim's own; what it returns is bounded elsewhere.</summary>
    public const long OfClaim = 256;

    private const long OfOperation = 512;
    private const long OfAuditRow = 128;

    /// <exception cref="InvalidOperationException">A content is in the clear.</exception>
    public static long Of(WriteSet writeSet)
    {
        var weight = 0L;
        var operations = writeSet.Operations;
        for (var i = 0; i < operations.Count; i++)
        {
            weight += OfOperation + OfContents(operations[i]) + OfOthers(operations[i]);
        }

        return weight;
    }

    private static long OfContents(WriteOperation operation)
    {
        var contents = operation.GetContents();
        return Of(contents.First) + Of(contents.Second);
    }

    // What operations carry beside contents, where that is much.
    private static long OfOthers(WriteOperation operation) => operation switch
    {
        AppendAudit audited => audited.Entry.Length,
        SequenceAudit sequence => (sequence.Events.Count + sequence.Nodes.Count) * OfAuditRow,
        ReplaceContent replace => Of(replace.Stored.Content),
        _ => 0,
    };

    private static long Of(Content content) => content.IsNone ? 0 : content.Sealed.Length;
}
