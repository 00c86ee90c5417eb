using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>Tells operators of trouble once, however often it repeats, and of its end.</summary>
internal sealed class WakingReports(ILogger logger, string label)
{
    private bool isListeningLost;
    private bool isAnnouncingLost;

    /// <summary>Listening has trouble, or works (null).</summary>
    public void Listened(Exception? trouble)
    {
        if (trouble is null)
        {
            isListeningLost = false;
            PostgresWakingLog.Listening(logger, label);
        }
        else if (!isListeningLost)
        {
            isListeningLost = true;
            if (trouble is ListenerDeafException)
            {
                PostgresWakingLog.ListenerDeaf(logger, label);
            }
            else
            {
                PostgresWakingLog.ListeningLost(logger, trouble, Describe(trouble));
            }
        }
    }

    /// <summary>Announcing has trouble, or works again (null).</summary>
    public void Announced(Exception? trouble)
    {
        if (trouble is null)
        {
            isAnnouncingLost = false;
            PostgresWakingLog.Announcing(logger, label);
        }
        else if (!isAnnouncingLost)
        {
            isAnnouncingLost = true;
            PostgresWakingLog.AnnouncingFailed(logger, trouble, Describe(trouble));
        }
    }

    /// <summary>Nothing is listened to.</summary>
    public void NotListening() => PostgresWakingLog.NotListening(logger, label);

    private string Describe(Exception trouble) => trouble switch
    {
        StoreException known => known.Message,
        _ when PostgresFaults.IsTrouble(trouble) => PostgresFaults.ToStoreException(trouble, label).Message,
        _ => $"This is most likely a defect in Cabinet ({trouble.GetType().Name}).",
    };
}
