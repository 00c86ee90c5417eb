using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>
/// Carries wake-ups between the processes that share a store. Stores that only one process uses have none.
/// </summary>
/// <remarks>
/// It makes jobs start sooner and promises nothing: an announcement may come late, twice, or never, and workers find by
/// polling what they didn't hear of. None of its methods blocks, throws or delays a commit.
/// </remarks>
public interface IQueueBroadcast
{
    /// <summary>
    /// Tells the other processes that a queue may have available jobs. Cheap; announcements coalesce. Call it after the
    /// commit that made the jobs available.
    /// </summary>
    void Announce(QueueName queue);

    /// <summary>Tells the other processes that any queue may have available jobs. Cheap; announcements coalesce.</summary>
    void AnnounceAll();

    /// <summary>Hears what other processes announce, until the result is disposed. Own announcements aren't heard.</summary>
    /// <param name="heard">A queue may have available jobs. Called on any thread; must be quick and not throw.</param>
    /// <param name="heardAll">
    /// Any queue may have available jobs: somebody said so, or announcements may have been missed, as before the first
    /// connection and after each new one.
    /// </param>
    /// <exception cref="InvalidOperationException">Somebody listens already: one listener hears for all of a process.</exception>
    IDisposable Listen(Action<QueueName> heard, Action heardAll);
}
