using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Observability;
using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>
/// One physical transaction for everything that waits: each write set in it commits whole or not at all, and all of
/// them share one sync.
/// </summary>
internal sealed class WriteGroup(WriterSession session, WriteQueue queue, WriterContext context)
{
    // Enough to share a sync widely, and little enough that nobody waits long for the others.
    private const int MaximumWorks = 1_000;
    private const long MaximumBytes = 4L * 1024 * 1024;

    private readonly List<PendingWork> works = [];
    private readonly SingleWrite single = new(session, context);
    private readonly BusyWait busy = new(session, context);
    private long weight;

    /// <summary>Takes the first work and whatever else waits, and commits and completes it.</summary>
    /// <returns>The weight of everything that was taken.</returns>
    public long Run(PendingWork first)
    {
        weight = 0;
        var started = context.Time.GetTimestamp();
        if (TryBegin(first) && TryRun(first) && TryCommit())
        {
            Completions.Complete(works);
            Observe(context.Time.GetElapsedTime(started));
        }

        works.Clear();
        return weight;
    }

    private void Observe(TimeSpan took)
    {
        context.Metrics.Committed(works.Count, took);
        SqliteTracing.Committed(works.Count, context.Time, took);
    }

    private bool TryBegin(PendingWork first)
    {
        try
        {
            busy.Begin();
            return true;
        }
        catch (Exception exception)
        {
            // Whoever waits now has waited as long as this one; nobody waits a second time for the same trouble.
            session.RollBack();
            for (var work = first; work is not null; work = queue.TryTake(out var next) ? next : null)
            {
                weight += work.Weight;
                works.Add(work);
            }

            single.FailAll(works, exception);
            return false;
        }
    }

    private bool TryRun(PendingWork first)
    {
        try
        {
            RunWaiting(first);
            session.Flush();
            return true;
        }
        catch (UndoNeededException)
        {
            session.RollBack();
            return TryRunGuarded();
        }
        catch (Exception exception)
        {
            session.RollBack();
            RunEachAlone(exception);
            return false;
        }
    }

    private void RunWaiting(PendingWork first)
    {
        for (var work = first; work is not null; work = Next())
        {
            weight += work.Weight;
            if (work.IsCancelled)
            {
                work.Cancel();
                continue;
            }

            works.Add(work);
            work.Run(session, isAlone: false, isGuarded: false);
        }
    }

    private PendingWork? Next() =>
        works.Count < MaximumWorks && weight < MaximumBytes && queue.TryTake(out var work) ? work : null;

    // The same again, with a savepoint for every write set that may be refused half-way.
    private bool TryRunGuarded()
    {
        try
        {
            busy.Begin();
            foreach (var work in works)
            {
                work.Run(session, isAlone: false, isGuarded: true);
            }

            session.Flush();
            return true;
        }
        catch (Exception exception)
        {
            session.RollBack();
            RunEachAlone(exception);
            return false;
        }
    }

    private bool TryCommit()
    {
        try
        {
            session.Commit();
            return true;
        }
        catch (SqliteError error) when (error.Code == raw.SQLITE_IOERR)
        {
            // The log may hold the whole transaction or not: nobody can tell before the next start.
            session.RollBack();
            single.FailAll(works, single.Unknown(error));
        }
        catch (Exception exception)
        {
            session.RollBack();
            RunEachAlone(exception);
        }

        return false;
    }

    // One bad write set must not fail the others, so each gets a transaction of its own.
    private void RunEachAlone(Exception cause)
    {
        if (works.Count > 1)
        {
            SqliteLog.GroupFailed(context.Logger, works.Count, cause.Message);
        }

        foreach (var work in works)
        {
            single.Run(work);
        }
    }
}
