using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>How many bytes a write set keeps in memory, roughly.</summary>
internal static class WriteWeight
{
    /// <summary>A claim's own; what it returns is bounded elsewhere.</summary>
    public const long OfClaim = 256;

    private const long OfOperation = 512;

    /// <exception cref="InvalidOperationException">A content is in the clear.</exception>
    public static long Of(WriteSet writeSet)
    {
        var weight = 0L;
        var operations = writeSet.Operations;
        for (var i = 0; i < operations.Count; i++)
        {
            weight += OfOperation + OfContents(operations[i]);
        }

        return weight;
    }

    private static long OfContents(WriteOperation operation) => operation switch
    {
        EnqueueJob enqueue => Of(enqueue.Job.Payload),
        EndJob end => Of(end.History),
        CancelJob cancel => Of(cancel.History),
        DiscardDeadLetter discard => Of(discard.History),
        InsertTask insert => Of(insert.Task),
        UpdateTask update => Of(update.Task),
        RecordStep step => Of(step.Step.Result),
        RetryJob retry => Of(retry.Error.Message),
        DeadLetterJob deadLetter => Of(deadLetter.Error.Message),
        _ => 0,
    };

    private static long Of(HistoryRecord? record) => record is null ? 0 : Of(record.Payload) + Of(record.Result);

    private static long Of(TaskRecord task) => Of(task.State) + Of(task.Label);

    private static long Of(Content content) => content.IsNone ? 0 : content.Sealed.Length;
}
