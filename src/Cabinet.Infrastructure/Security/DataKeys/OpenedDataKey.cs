using Cabinet.Infrastructure.Security.Keys;

namespace Cabinet.Infrastructure.Security.DataKeys;

/// <summary>A data key that was opened. It is counted by its holders, and the last release wipes it.</summary>
internal sealed class OpenedDataKey(EnvelopeSecret secret, string tenant)
{
    private int holders = 1;

    internal EnvelopeSecret Secret { get; } = secret;

    internal string Tenant { get; } = tenant;

    /// <summary>Acquires the key, unless it was wiped already.</summary>
    internal bool TryAcquire()
    {
        var seen = Volatile.Read(ref holders);
        while (seen > 0)
        {
            var before = Interlocked.CompareExchange(ref holders, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            Secret.Secret.Dispose();
        }
    }
}
