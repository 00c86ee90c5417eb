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
    private readonly byte[] bytes;
    private bool wiped;

    /// <summary>Takes a copy; the caller wipes its own.</summary>
    internal SecretBytes(ReadOnlySpan<byte> bytes)
    {
        this.bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(this.bytes);
    }

    /// <summary>Wipes what was never disposed.</summary>
    ~SecretBytes() => CryptographicOperations.ZeroMemory(this.bytes);

    internal int Length => this.bytes.Length;

    /// <summary>The bytes themselves, not a copy.</summary>
    /// <exception cref="ObjectDisposedException">They were wiped: zeros must never serve as a key.</exception>
    internal ReadOnlySpan<byte> Expose()
    {
        ObjectDisposedException.ThrowIf(wiped, this);
        return this.bytes;
    }

    public void Dispose()
    {
        wiped = true;
        CryptographicOperations.ZeroMemory(this.bytes);
        GC.SuppressFinalize(this);
    }

    public override string ToString() => $"SecretBytes({this.bytes.Length})";
}
