using Cabinet.Application.Queue;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Queue;

/// <summary>How this node works. Checked at start.</summary>
public sealed class WorkerOptions
{
    /// <summary>
    /// The queues that this node serves. When none is named it serves <see cref="JobOptions.DefaultQueue"/>.
    /// </summary>
    public IList<QueueOptions> Queues { get; } = [];

    /// <summary>What operators call this node, 1 to 200 characters. The default is machine and process id.</summary>
    public string NodeName { get; set; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>
    /// How long this node's claims hold without renewal, from 1 second to 10 minutes. The default is 10 seconds. The
    /// node renews every third of it, and stops its handlers when it couldn't for four fifths of it.
    /// </summary>
    /// <remarks>
    /// A dead node is noticed by the others a lease, and at most a sixth of a lease more, after its last renewal; then its
    /// jobs can be claimed, one at a time on an idle node, because one of them may be what killed it. So they run elsewhere
    /// within 15 seconds by default, and within 3 seconds with a lease of 2 seconds on every node. After the store was away
    /// everybody has at least 10 seconds to come back, however short the lease. The price of a lease of 2 seconds: each
    /// node writes 1.5 times a second and reads the list of the living 3 times a second, and one that is kept from the
    /// store or from its processors for 1.6 seconds cancels its handlers, whose jobs run again. Handlers that block
    /// threads of the pool, without an await, keep the heartbeat waiting as well: give those nodes a longer lease.
    /// </remarks>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often an idle queue looks for jobs that nothing announced, from 10 milliseconds to 1 minute. The default is
    /// 200 milliseconds. Each wait is up to a quarter shorter, by chance, so that many nodes don't poll together.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long a stopping node waits for its running jobs before it interrupts them, from zero to 1 hour. The default
    /// is 30 seconds. The host's own shutdown time-out must be longer.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a node that lacks a key waits before it tries again, from 1 second to 1 hour. The default is 30
    /// seconds.
    /// </summary>
    public TimeSpan KeyRetryInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most jobs of a queue that wait in memory for a slot, 0 to 1,000. The default is 500. How many it really
    /// are follows the speed of the handlers.
    /// </summary>
    public int PrefetchLimit { get; set; } = 500;

    /// <summary>
    /// The most outcomes of a queue that may wait for their commit while the next jobs run, 1 to 100,000. The default
    /// is 2,000.
    /// </summary>
    public int UnsettledLimit { get; set; } = 2_000;

    /// <summary>Serves a queue.</summary>
    /// <param name="name">Which.</param>
    /// <param name="concurrency">1 to 1,000 jobs at once; null takes the default of <see cref="QueueOptions"/>.</param>
    public WorkerOptions Serve(QueueName name, int? concurrency = null)
    {
        Queues.Add(new QueueOptions { Name = name, Concurrency = concurrency ?? QueueOptions.DefaultConcurrency });
        return this;
    }
}
