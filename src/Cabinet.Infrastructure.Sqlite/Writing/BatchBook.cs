using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Writing.Operations;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>
/// How far the batches are that jobs count in. Each outcome changes the same few rows, so a physical commit reads a batch
/// at most once and writes it once, at its end.
/// </summary>
internal sealed class BatchBook(SqliteConnection connection)
{
    // More than a node works on at a time; beyond it everything is read again.
    private const int MaximumKept = 1_000;

    private readonly SqliteStatement find = connection.Prepare(BatchSql.Find);
    private readonly SqliteStatement update = connection.Prepare(BatchSql.Update);
    private readonly Dictionary<BatchId, BatchProgress> known = [];
    private readonly HashSet<BatchId> unwritten = [];
    private readonly List<(BatchId Id, BatchProgress Before, bool WasUnwritten)> undo = [];

    /// <summary>How far a batch is; null when there is none.</summary>
    public BatchProgress? Find(BatchId id)
    {
        if (known.TryGetValue(id, out var progress))
        {
            return progress;
        }

        if (Read(id) is { } stored)
        {
            known.Add(id, stored);
            return stored;
        }

        return null;
    }

    /// <summary>Changes a batch that <see cref="Find"/> has found; <see cref="Flush"/> writes it.</summary>
    public void Change(BatchId id, BatchProgress progress)
    {
        undo.Add((id, known[id], !unwritten.Add(id)));
        known[id] = progress;
    }

    /// <summary>A write set begins: <see cref="TakeBack"/> goes back to here.</summary>
    public void Mark() => undo.Clear();

    /// <summary>Forgets what the write set has changed.</summary>
    public void TakeBack()
    {
        for (var i = undo.Count - 1; i >= 0; i--)
        {
            var (id, before, wasUnwritten) = undo[i];
            known[id] = before;
            if (!wasUnwritten)
            {
                unwritten.Remove(id);
            }
        }

        undo.Clear();
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush()
    {
        foreach (var id in unwritten)
        {
            Write(id, known[id]);
        }

        unwritten.Clear();
        if (known.Count > MaximumKept)
        {
            known.Clear();
        }
    }

    /// <summary>Forgets everything; what isn't written is lost with the transaction that it belongs to.</summary>
    public void Forget()
    {
        known.Clear();
        unwritten.Clear();
        undo.Clear();
    }

    private BatchProgress? Read(BatchId id)
    {
        find.Bind(1, id.Value);
        if (!find.Step())
        {
            return null;
        }

        var progress = new BatchProgress
        {
            ClosedAt = find.TimeOrNull(0),
            CancelledAt = find.TimeOrNull(1),
            FailedAt = find.TimeOrNull(2),
            EndedAt = find.TimeOrNull(3),
            Counts = new BatchCounts(find.Int64(4), find.Int64(5), find.Int64(6), find.Int64(7), find.Int64(8)),
        };
        find.Reset();
        return progress;
    }

    private void Write(BatchId id, BatchProgress progress)
    {
        var counts = progress.Counts;
        update.Bind(1, id.Value).Bind(2, progress.ClosedAt).Bind(3, progress.CancelledAt).Bind(4, progress.FailedAt)
            .Bind(5, progress.EndedAt).Bind(6, counts.Total).Bind(7, counts.Succeeded).Bind(8, counts.Cancelled)
            .Bind(9, counts.Discarded).Bind(10, counts.Dead).Run();
    }
}
