using Cabinet.Domain.Ids;
using Cabinet.Domain.Nodes;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// One registration of this node: its id, its lease by the node's own monotonic clock, and what it holds.
/// </summary>
/// <remarks>
/// The session fences itself: a timer that only successful renewals push back ends it before the lease runs out,
/// whatever the store and the renewals do meanwhile (guarantee 2). It ends once, for the first cause.
/// </remarks>
internal sealed class NodeSession : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider time;
    private readonly CancellationTokenSource ended = new();
    private readonly ITimer fence;
    private long renewedAt;
    private int end;

    /// <summary>Begins a session.</summary>
    /// <param name="id">Under which the node was registered.</param>
    /// <param name="lease">Its lease.</param>
    /// <param name="sentAt">The timestamp from before the registration was sent.</param>
    /// <param name="time">Its clock.</param>
    public NodeSession(NodeId id, NodeLease lease, long sentAt, TimeProvider time)
    {
        Id = id;
        Lease = lease;
        this.time = time;
        renewedAt = sentAt;
        Ended = ended.Token;
        fence = time.CreateTimer(
            static state => ((NodeSession)state!).OnFence(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ArmFence();
    }

    /// <summary>Who the node is in this session.</summary>
    public NodeId Id { get; }

    /// <summary>How long its claims hold without renewal.</summary>
    public NodeLease Lease { get; }

    /// <summary>Whether the store was away when the node first tried to register.</summary>
    public bool HadToWait { get; init; }

    /// <summary>What it holds.</summary>
    public HeldJobs Held { get; } = new();

    /// <summary>Cancelled when the session ends; its callbacks run before <see cref="Finish"/> returns.</summary>
    public CancellationToken Ended { get; }

    /// <summary>How it ended.</summary>
    public SessionEnd End => (SessionEnd)Volatile.Read(ref end);

    /// <summary>Monotonic time since the last successful renewal was sent.</summary>
    public TimeSpan SinceRenewal => time.GetElapsedTime(Volatile.Read(ref renewedAt));

    /// <summary>
    /// Whether claims still hold at this moment. A node that was frozen learns it here before its timers ran.
    /// </summary>
    public bool IsLive
    {
        get
        {
            if (End != SessionEnd.None)
            {
                return false;
            }

            CheckFence();
            return End == SessionEnd.None;
        }
    }

    /// <summary>Whether an exception only says that the session ended while something was waited for.</summary>
    public bool IsEndOf(Exception exception) =>
        exception is OperationCanceledException && Ended.IsCancellationRequested;

    /// <summary>Pushes the fence back.</summary>
    /// <param name="sentAt">The timestamp from before the successful renewal was sent.</param>
    public void Renewed(long sentAt)
    {
        Volatile.Write(ref renewedAt, sentAt);
        ArmFence();
    }

    /// <summary>Ends it.</summary>
    /// <returns>Whether this call did.</returns>
    public bool Finish(SessionEnd why)
    {
        if (Interlocked.CompareExchange(ref end, (int)why, (int)SessionEnd.None) != (int)SessionEnd.None)
        {
            return false;
        }

        ended.Cancel();
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        fence.Dispose();
        ended.Dispose();
    }

    private void OnFence()
    {
        CheckFence();
        if (End == SessionEnd.None)
        {
            // Timers may fire a little early, and a renewal may have come in the same moment.
            ArmFence();
        }
    }

    private void CheckFence()
    {
        if (Lease.MustFence(SinceRenewal))
        {
            Finish(SessionEnd.Fenced);
        }
    }

    private void ArmFence()
    {
        var remaining = Lease.FenceAfter - SinceRenewal;
        fence.Change(remaining > Shortest ? remaining : Shortest, Timeout.InfiniteTimeSpan);
    }
}
