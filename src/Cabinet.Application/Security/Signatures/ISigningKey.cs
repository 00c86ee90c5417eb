namespace Cabinet.Application.Security.Signatures;

/// <summary>A key that signs with one algorithm. It prints its algorithm and never its bytes.</summary>
/// <remarks>Safe for any number of threads. Disposing it wipes what the key is made of.</remarks>
public interface ISigningKey : IDisposable
{
    /// <summary>The one algorithm of this key.</summary>
    SignatureAlgorithm Algorithm { get; }

    /// <summary>Signs bytes.</summary>
    /// <returns>The signature: 64 bytes, or 32 for <see cref="SignatureAlgorithm.HmacSha256"/>.</returns>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    byte[] Sign(ReadOnlySpan<byte> data);
}
