using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>The queues that are still to be announced, each once. Safe for concurrent use.</summary>
internal sealed class AnnouncementBuffer
{
    /// <summary>The most queues that are announced by name at once; more are announced as all.</summary>
    public const int MostQueues = 100;

    private readonly Lock sync = new();
    private readonly HashSet<QueueName> queues = [];
    private bool all;

    /// <summary>Adds a queue; null adds all.</summary>
    /// <returns>Whether it is the first since the last <see cref="Take"/>.</returns>
    public bool Add(QueueName? queue)
    {
        lock (sync)
        {
            var isFirst = !all && queues.Count == 0;
            all |= queue is null || (queues.Count == MostQueues && !queues.Contains(queue.Value));
            if (all)
            {
                queues.Clear();
            }
            else
            {
                queues.Add(queue!.Value);
            }

            return isFirst;
        }
    }

    /// <summary>Takes them out.</summary>
    public IReadOnlyList<QueueName?> Take()
    {
        lock (sync)
        {
            IReadOnlyList<QueueName?> taken = all ? [null] : [.. queues.Select(queue => (QueueName?)queue)];
            all = false;
            queues.Clear();
            return taken;
        }
    }
}
