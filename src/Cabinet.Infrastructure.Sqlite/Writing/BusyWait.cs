using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Waits for its turn at the file while another process writes, up to a deadline.</summary>
internal sealed class BusyWait(WriterSession session, WriterContext context)
{
    // How long SQLite itself waits before it says that it is busy (see ConnectionFactory); bounds the number of tries
    // also where time stands still.
    private static readonly TimeSpan EachTry = TimeSpan.FromMilliseconds(8);

    private readonly int maximumTries = Math.Max(1, (int)(context.BusyTimeout / EachTry));

    /// <summary>Opens a transaction.</summary>
    /// <exception cref="StoreException">Another process kept the file busy beyond the deadline.</exception>
    public void Begin()
    {
        var started = context.Time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                session.Begin();
                return;
            }
            catch (SqliteError error) when (error.IsBusy && attempt < maximumTries
                && context.Time.GetElapsedTime(started) < context.BusyTimeout)
            {
                context.Metrics.Waited();
            }
        }
    }
}
