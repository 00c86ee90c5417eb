using System.Runtime.ExceptionServices;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>Holds the current snapshot: replaced whole, read without a lock.</summary>
internal sealed class KeyRing(KeyRingBootstrap bootstrap) : IKeyRing, IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim loading = new(1, 1);
    private KeyRingSnapshot? current;
    private (ExceptionDispatchInfo Cause, long At)? failure;

    public bool IsOpen => Volatile.Read(ref current) is not null;

    public IReadOnlyList<KeyVersionRecord> Versions => Volatile.Read(ref current)?.Records ?? [];

    public long Revision => Volatile.Read(ref current)?.Revision ?? 0;

    public long UsesPerVersion => bootstrap.Limits.MessageKeysPerVersion;

    /// <summary>The ring as it is now.</summary>
    /// <exception cref="KeyRingException">It isn't open.</exception>
    internal KeyRingSnapshot Current => Volatile.Read(ref current) ?? throw KeyRingErrors.NotOpen();

    public ValueTask OpenAsync(CancellationToken cancellationToken) =>
        ReplaceAsync(bootstrap.OpenAsync, cancellationToken);

    public ValueTask ReloadAsync(CancellationToken cancellationToken) =>
        ReplaceAsync(bootstrap.ReloadAsync, cancellationToken);

    public KeyState StateOf(SealedUnder version) => Volatile.Read(ref current)?.StateOf(version) ?? KeyState.None;

    public async ValueTask<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var seen = Current.Revision;
        var stored = await bootstrap.ReadRevisionAsync(cancellationToken);
        if (stored <= Revision)
        {
            return Revision > seen;
        }

        await loading.WaitAsync(cancellationToken);
        try
        {
            // Whoever had the lock before may have loaded what this call wants, or have failed a moment ago.
            if (stored > Revision)
            {
                ThrowRecentFailure();
                await LoadAsync(bootstrap.ReloadAsync, cancellationToken);
            }

            return true;
        }
        finally
        {
            loading.Release();
        }
    }

    public void Dispose() => loading.Dispose();

    private async ValueTask ReplaceAsync(
        Func<KeyRingSnapshot?, CancellationToken, ValueTask<KeyRingSnapshot>> load,
        CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            await LoadAsync(load, cancellationToken);
        }
        finally
        {
            loading.Release();
        }
    }

    private async ValueTask LoadAsync(
        Func<KeyRingSnapshot?, CancellationToken, ValueTask<KeyRingSnapshot>> load,
        CancellationToken cancellationToken)
    {
        using var activity = SecurityTelemetry.Activities.StartActivity("key_ring load");
        try
        {
            Volatile.Write(ref current, await load(current, cancellationToken));
            failure = null;
        }
        catch (Exception exception) when (exception is KeyRingException or RootKeyException)
        {
            failure = (ExceptionDispatchInfo.Capture(exception), bootstrap.Time.GetTimestamp());
            throw;
        }
    }

    private void ThrowRecentFailure()
    {
        if (failure is var (cause, at) && bootstrap.Time.GetElapsedTime(at) < PauseAfterFailure)
        {
            cause.Throw();
        }
    }
}
