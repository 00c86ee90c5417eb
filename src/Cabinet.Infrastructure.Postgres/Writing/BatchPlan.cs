using System.Globalization;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Postgres.Writing.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>
/// What a physical commit tells batches, added up: each batch is changed once, last in the commit, in the order of their
/// ids. So two commits never wait for each other, and a row is locked for no longer than the commit itself takes.
/// </summary>
internal sealed class BatchPlan
{
    // Of a batch whose members were cancelled while they waited, the transaction counts them as it goes: only then is it
    // known whether one was waiting or running.
    private const string MarkSql =
        """
        SELECT set_config($1, (coalesce(nullif(current_setting($1, true), ''), '0')::bigint + 1)::text, true)
        WHERE NOT EXISTS (SELECT FROM cabinet.job j WHERE j.id = $2)
        """;

    private readonly SortedDictionary<BatchId, Entry> entries = [];

    /// <summary>Whether no batch is told anything.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Takes an operation in; false when it tells a batch nothing.</summary>
    public bool TryAdd(WriteOperation operation, OperationPlace place)
    {
        switch (operation)
        {
            case AddToBatch add:
                var entry = Of(add.Batch, place);
                entry.Delta += new BatchDelta { Added = add.Count };
                entry.Required ??= place.Number;
                _ = add.FromMember ? entry.Member ??= place.Number : entry.Outside ??= place.Number;
                return true;
            case CloseBatch close:
                var closed = Of(close.Batch, place, close.At);
                closed.Delta += new BatchDelta { Closes = true, Cancels = close.Cancels };
                closed.Required ??= place.Number;
                return true;
            case CountBatch { UnlessLive: null } count:
                Of(count.Batch, place, count.At).Delta += BatchDelta.Of(count.Change);
                return true;
            case CountBatch count:
                Of(count.Batch, place, count.At);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Counts at this point of the transaction what can't be counted before it; false for other operations.</summary>
    public bool TryMark(CommandList commands, WriteOperation operation)
    {
        if (operation is CountBatch { UnlessLive: { } job } count)
        {
            commands.Query(MarkSql).Text(entries[count.Batch].Setting).Id(job.Value);
        }

        return operation is CountBatch or AddToBatch or CloseBatch;
    }

    /// <summary>Adds the statements, to be the last of the commit.</summary>
    public void Build(CommandList commands)
    {
        foreach (var (batch, entry) in entries)
        {
            BatchCommands.Settle(commands, batch, entry);
        }
    }

    private Entry Of(BatchId batch, OperationPlace place, DateTimeOffset at = default)
    {
        if (!entries.TryGetValue(batch, out var entry))
        {
            // As many settings as batches in one commit, not as many as there are batches: a session keeps each.
            var number = entries.Count.ToString(CultureInfo.InvariantCulture);
            entries[batch] = entry = new Entry { Setting = $"batch_waiting.number_{number}" };
        }

        if (entry.Outcomes.Count == 0 || entry.Outcomes[^1] != place.Outcome)
        {
            entry.Outcomes.Add(place.Outcome);
        }

        entry.At = at > entry.At ? at : entry.At;
        return entry;
    }

    /// <summary>What one batch is told.</summary>
    internal sealed class Entry
    {
        /// <summary>Where the transaction counts members that were cancelled while they waited.</summary>
        public required string Setting { get; init; }

        /// <summary>What is added.</summary>
        public BatchDelta Delta { get; set; }

        /// <summary>The latest of the operations' times.</summary>
        public DateTimeOffset At { get; set; }

        /// <summary>An operation that needs the batch to be there.</summary>
        public int? Required { get; set; }

        /// <summary>An operation that adds members from outside.</summary>
        public int? Outside { get; set; }

        /// <summary>An operation that adds members from a running member.</summary>
        public int? Member { get; set; }

        /// <summary>The write sets that told it.</summary>
        public List<SetOutcome> Outcomes { get; } = [];
    }
}
