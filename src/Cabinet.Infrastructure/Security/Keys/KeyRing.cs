using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>Holds the current snapshot: replaced whole, read without a lock.</summary>
internal sealed class KeyRing(KeyRingBootstrap bootstrap) : IKeyRing, IDisposable
{
    private readonly SemaphoreSlim loading = new(1, 1);
    private KeyRingSnapshot? current;

    public bool IsOpen => Volatile.Read(ref current) is not null;

    public IReadOnlyList<KeyVersionRecord> Versions => Volatile.Read(ref current)?.Records ?? [];

    /// <summary>The ring as it is now.</summary>
    /// <exception cref="KeyRingException">It isn't open.</exception>
    internal KeyRingSnapshot Current => Volatile.Read(ref current) ?? throw KeyRingErrors.NotOpen();

    public ValueTask OpenAsync(CancellationToken cancellationToken) =>
        ReplaceAsync(bootstrap.OpenAsync, cancellationToken);

    public ValueTask ReloadAsync(CancellationToken cancellationToken) =>
        ReplaceAsync(bootstrap.ReloadAsync, cancellationToken);

    public void Dispose() => loading.Dispose();

    private async ValueTask ReplaceAsync(
        Func<KeyRingSnapshot?, CancellationToken, ValueTask<KeyRingSnapshot>> load,
        CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            using var activity = SecurityTelemetry.Activities.StartActivity("key_ring load");
            Volatile.Write(ref current, await load(current, cancellationToken));
        }
        finally
        {
            loading.Release();
        }
    }
}
