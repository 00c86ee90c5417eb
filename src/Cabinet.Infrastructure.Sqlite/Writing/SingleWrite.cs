using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Observability;
using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Runs one work in a transaction of its own, so that its failure is nobody else's.</summary>
internal sealed class SingleWrite(WriterSession session, WriterContext context)
{
    private readonly BusyWait busy = new(session, context);

    public void Run(PendingWork work)
    {
        try
        {
            busy.Begin();
            if (!work.Run(session, isAlone: true, isGuarded: false))
            {
                session.RollBack();
                work.Complete();
                return;
            }

            session.Flush();
        }
        catch (Exception exception)
        {
            session.RollBack();
            Fail(work, exception);
            return;
        }

        Commit(work);
    }

    public void FailAll(IEnumerable<PendingWork> works, Exception exception)
    {
        var failure = Translate(exception);
        SqliteLog.WriteFailed(context.Logger, failure.Message);
        foreach (var work in works)
        {
            work.Fail(failure);
        }
    }

    /// <summary>What to tell those whose commit failed in a way that leaves open whether it took place.</summary>
    public StoreException Unknown(SqliteError error) => new(
        SqliteFaults.ToStoreException(error, context.Path).Fault,
        $"The store '{context.Path}' couldn't confirm a commit: it may be stored or not. Look it up before doing it "
        + $"again, and check the disk. ({error.Message})",
        error)
    {
        OutcomeUnknown = true,
    };

    private void Commit(PendingWork work)
    {
        try
        {
            session.Commit();
            work.Complete();
        }
        catch (SqliteError error) when (error.Code == raw.SQLITE_IOERR)
        {
            session.RollBack();
            Fail(work, Unknown(error));
        }
        catch (Exception exception)
        {
            session.RollBack();
            Fail(work, exception);
        }
    }

    private void Fail(PendingWork work, Exception exception) => FailAll([work], exception);

    private Exception Translate(Exception exception) =>
        exception is SqliteError error ? SqliteFaults.ToStoreException(error, context.Path) : exception;
}
