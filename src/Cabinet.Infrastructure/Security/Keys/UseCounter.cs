using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>
/// Counts how many message keys are derived for sealing from one version, by all processes together: each takes its uses
/// from blocks that it reserved in the store beforehand. It outlives a reload of the ring.
/// </summary>
/// <remarks>
/// A use is a derivation, not a message, so a process takes few: the first block is small, and each further one is larger
/// up to a bound. The next block is reserved in the background when half of one is used. What a process reserved and
/// didn't use is lost with it.
/// </remarks>
internal sealed class UseCounter(IKeyRecords store, KeyId keyId, KeyVersion version, long limit)
{
    private const long FirstBlock = 256;
    private const long LargestBlock = 65_536;
    private const int Factor = 16;

    /// <summary>A store that hasn't answered by then doesn't for the moment, and a thread waits here.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Lock changing = new();
    private long left;
    private long block = FirstBlock;
    private long refillBelow;
    private Task<bool>? refill;

    /// <summary>Whether a use is there, so that the next one waits for nothing.</summary>
    internal bool IsReady => Volatile.Read(ref left) > 0;

    /// <summary>Takes one use, reserved by this call if it must be; false when the limit is reached.</summary>
    /// <exception cref="KeyRingException">The store didn't reserve uses in time.</exception>
    internal bool TryTake()
    {
        while (!TryTakeReserved())
        {
            if (!Wait(StartReserving()))
            {
                return TryTakeReserved();
            }
        }

        return true;
    }

    /// <summary>Reserves a block unless there is a use left; false when the limit is reached.</summary>
    internal ValueTask<bool> PrepareAsync(CancellationToken cancellationToken) =>
        IsReady ? new ValueTask<bool>(true) : new ValueTask<bool>(StartReserving().WaitAsync(cancellationToken));

    private bool TryTakeReserved()
    {
        lock (changing)
        {
            if (left == 0)
            {
                return false;
            }

            left--;
            if (left < refillBelow)
            {
                refillBelow = 0;
                _ = StartReserving();
            }

            return true;
        }
    }

    private bool Wait(Task<bool> reserving)
    {
        try
        {
            return reserving.Wait(LongestWait)
                ? reserving.Result
                : throw KeyRingErrors.NoUsesReserved(keyId, version, null);
        }
        catch (AggregateException exception)
        {
            throw KeyRingErrors.NoUsesReserved(keyId, version, exception.InnerException);
        }
    }

    /// <summary>Callers at the same time share one reservation; it runs on no caller's thread.</summary>
    private Task<bool> StartReserving()
    {
        lock (changing)
        {
            if (refill is null or { IsCompleted: true })
            {
                refill = Task.Run(ReserveAsync);

                // Whoever needs the block sees the failure; one in the background is tried again when the rest is used.
                _ = refill.ContinueWith(
                    static failed => failed.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }

            return refill;
        }
    }

    private async Task<bool> ReserveAsync()
    {
        // Near the limit a whole block may be more than there is left for all, and a part of it may not.
        for (var count = Math.Min(block, limit); count >= 1; count /= Factor)
        {
            if (await store.TryReserveUsesAsync(keyId, version, count, limit, CancellationToken.None))
            {
                Add(count);
                return true;
            }
        }

        return false;
    }

    private void Add(long count)
    {
        lock (changing)
        {
            left += count;
            refillBelow = count / 2;
            block = Math.Min(block * Factor, LargestBlock);
        }
    }
}
