using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security;

/// <summary>
/// Key material that doesn't print itself and is wiped when it is disposed, or when nobody holds it any more.
/// </summary>
/// <remarks>
/// The bytes lie in a pinned array, so that the collector leaves no copies behind. Reading them takes
/// <see cref="Expose"/>, which is there to be searched for. Whoever exposes keeps the object alive until the bytes are
/// used (<see cref="GC.KeepAlive"/>), since the finalizer wipes them.
/// </remarks>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private bool _wiped;

    /// <summary>Takes a copy; the caller wipes its own.</summary>
    internal SecretBytes(ReadOnlySpan<byte> bytes)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    /// <summary>Wipes what was never disposed.</summary>
    ~SecretBytes() => CryptographicOperations.ZeroMemory(_bytes);

    internal int Length => _bytes.Length;

    /// <summary>The bytes themselves, not a copy.</summary>
    /// <exception cref="ObjectDisposedException">They were wiped: zeros must never serve as a key.</exception>
    internal ReadOnlySpan<byte> Expose()
    {
        ObjectDisposedException.ThrowIf(_wiped, this);
        return _bytes;
    }

    public void Dispose()
    {
        _wiped = true;
        CryptographicOperations.ZeroMemory(_bytes);
        GC.SuppressFinalize(this);
    }

    public override string ToString() => $"SecretBytes({_bytes.Length})";
}
