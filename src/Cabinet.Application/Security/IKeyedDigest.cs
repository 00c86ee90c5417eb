using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// Digests under the ring's digest key: addresses of blobs and hashes of unique keys that stay the same for the same
/// content, and that nobody without the key can compute, guess or compare against.
/// </summary>
/// <remarks>
/// Digests under different labels are unrelated, so a unique key's hash never equals a blob's address. A label is a
/// constant of the code, not data: at most 64 of them, each of 1 to 64 ASCII characters. Safe for any number of
/// threads.
/// </remarks>
public interface IKeyedDigest
{
    /// <summary>Digests content that is at hand.</summary>
    /// <param name="label">What the digest is for, such as "blob" or "unique-key".</param>
    /// <param name="content">Any number of bytes.</param>
    /// <exception cref="ArgumentException">
    /// The label is empty, too long or not ASCII, or there are too many of them.
    /// </exception>
    /// <exception cref="KeyRingException">The ring isn't open.</exception>
    ContentDigest Digest(string label, ReadOnlySpan<byte> content);

    /// <summary>Starts a digest of content that comes in parts; the result equals that of the whole at once.</summary>
    /// <param name="label">What the digest is for.</param>
    /// <exception cref="ArgumentException">
    /// The label is empty, too long or not ASCII, or there are too many of them.
    /// </exception>
    /// <exception cref="KeyRingException">The ring isn't open.</exception>
    IRunningDigest Begin(string label);
}
