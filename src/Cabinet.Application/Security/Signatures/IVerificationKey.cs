namespace Cabinet.Application.Security.Signatures;

/// <summary>A key that verifies with one algorithm. It prints its algorithm and never its bytes.</summary>
/// <remarks>Safe for any number of threads. Disposing it wipes what a shared key is made of.</remarks>
public interface IVerificationKey : IDisposable
{
    /// <summary>The one algorithm of this key.</summary>
    SignatureAlgorithm Algorithm { get; }

    /// <summary>
    /// Whether this is a signature of these bytes under this key. Shared keys compare in constant time.
    /// </summary>
    /// <returns>False for every other signature, whatever its length; never an exception for it.</returns>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}
