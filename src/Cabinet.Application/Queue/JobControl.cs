namespace Cabinet.Application.Queue;

/// <summary>How the worker that runs a job reaches into the run: cancels it, and says why.</summary>
public sealed class JobControl : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private int cause;
    private ITimer? timeout;

    /// <summary>Cancelled once, for the first cause.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Why it was cancelled; <see cref="CancellationCause.None"/> while it wasn't.</summary>
    public CancellationCause Cause => (CancellationCause)Volatile.Read(ref cause);

    /// <summary>Cancels the run. The first cause stays, except that a lost lease overrides every other.</summary>
    public void Cancel(CancellationCause why)
    {
        if (why == CancellationCause.LeaseLost)
        {
            Volatile.Write(ref cause, (int)why);
        }
        else if (Interlocked.CompareExchange(ref cause, (int)why, (int)CancellationCause.None) != 0)
        {
            return;
        }

        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended between the caller's look and this call; there is nothing left to cancel.
        }
    }

    /// <summary>Cancels the run with <see cref="CancellationCause.Timeout"/> after a time.</summary>
    public void CancelAfter(TimeSpan delay, TimeProvider time) =>
        timeout = time.CreateTimer(
            static state => ((JobControl)state!).Cancel(CancellationCause.Timeout), this, delay, Timeout.InfiniteTimeSpan);

    /// <inheritdoc />
    public void Dispose()
    {
        timeout?.Dispose();
        source.Dispose();
    }
}
