namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>
/// Counts how many message keys this process derived for sealing from one version; it outlives a reload.
/// </summary>
internal sealed class UseCounter
{
    private long uses;

    /// <summary>Counts one use; false when the limit is reached.</summary>
    internal bool TryCount(long limit)
    {
        if (Interlocked.Increment(ref uses) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref uses);
        return false;
    }
}
