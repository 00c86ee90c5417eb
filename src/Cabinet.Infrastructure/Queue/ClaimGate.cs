namespace Cabinet.Infrastructure.Queue;

/// <summary>Lets the claims of all queues of a node through, or holds them.</summary>
internal sealed class ClaimGate
{
    private readonly Lock sync = new();
    private TaskCompletionSource opened = CreateCompleted();
    private int holds;

    /// <summary>What holds it now.</summary>
    public ClaimHolds Holds => (ClaimHolds)Volatile.Read(ref holds);

    /// <summary>Whether claims may be sent.</summary>
    public bool IsOpen => Holds == ClaimHolds.None;

    /// <summary>Holds claims for a reason, until that reason is released.</summary>
    public void Hold(ClaimHolds reason)
    {
        lock (sync)
        {
            if (holds == 0)
            {
                opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            // A full fence: whoever holds the gate reads what the node holds only after claimers can see this.
            Interlocked.Or(ref holds, (int)reason);
        }
    }

    /// <summary>Takes a reason away; the gate opens with the last one.</summary>
    public void Release(ClaimHolds reason)
    {
        lock (sync)
        {
            if (Interlocked.And(ref holds, ~(int)reason) != 0 && holds == 0)
            {
                opened.TrySetResult();
            }
        }
    }

    /// <summary>Waits until it is open.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (!IsOpen)
        {
            Task opening;
            lock (sync)
            {
                opening = opened.Task;
            }

            await opening.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource CreateCompleted()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
