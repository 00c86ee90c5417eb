using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>
/// Lends out platform objects of one key: they aren't safe for two threads at once, and importing one anew costs as
/// much as a signature. It keeps as many as were ever in use at once, up to a limit.
/// </summary>
internal sealed class EcdsaPool(Func<ECDsa> import) : IDisposable
{
    private const int Largest = 64;

    private readonly ConcurrentBag<ECDsa> idle = [];
    private volatile bool disposed;

    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    internal TResult Use<TArgument, TResult>(TArgument argument, Func<ECDsa, TArgument, TResult> use)
        where TArgument : allows ref struct
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var key = idle.TryTake(out var kept) ? kept : import();
        try
        {
            return use(key, argument);
        }
        finally
        {
            Return(key);
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var key))
        {
            key.Dispose();
        }
    }

    private void Return(ECDsa key)
    {
        if (idle.Count >= Largest)
        {
            key.Dispose();
            return;
        }

        idle.Add(key);
        if (disposed)
        {
            Dispose();
        }
    }
}
