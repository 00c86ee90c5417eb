namespace Cabinet.Application.Security;

/// <summary>
/// Cryptographic randomness: keys, salts, nonces. A port of its own (guarantee 12): in production it comes from the
/// operating system alone, and no seed of a simulation ever reaches it.
/// </summary>
/// <remarks>
/// No byte is handed out twice, and none is kept once it was handed out. Safe for any number of threads.
/// </remarks>
public interface ISecureRandom
{
    /// <summary>Fills the destination with unpredictable bytes.</summary>
    void Fill(Span<byte> destination);
}
