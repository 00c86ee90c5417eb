namespace Cabinet.Application.Security;

/// <summary>
/// Seals what is stored and opens it again: authenticated encryption under the ring's keys, bound to a
/// <see cref="ContentContext"/>.
/// </summary>
/// <remarks>
/// Guarantees of every implementation:
/// <list type="bullet">
/// <item>Sealed bytes reveal the plaintext's length, the key's id and version, and nothing else of the
/// plaintext.</item>
/// <item>They open only whole, unchanged, and under the same context and key; everything else is refused, and refusals
/// look alike whatever their cause (guarantee 7).</item>
/// <item>One ciphertext opens under one key at most (the envelope commits to its key).</item>
/// <item>Sealing the same plaintext twice gives different bytes.</item>
/// <item>Plaintext longer than 64 KiB is sealed in segments that can't be dropped, reordered, repeated or
/// appended.</item>
/// <item>Safe for any number of threads.</item>
/// </list>
/// </remarks>
public interface IContentProtector
{
    /// <summary>The most bytes of plaintext that one call seals: 256 MiB (guarantee 13).</summary>
    const int MaximumPlaintextSize = 256 * 1024 * 1024;

    /// <summary>
    /// Makes sure that sealing stored content doesn't have to wait for the store, where uses of keys are counted before
    /// they are made. Costs nothing but once in millions of seals. Whoever can wait without holding a thread calls it
    /// before sealing; whoever doesn't may wait in <see cref="Seal"/>, for ten seconds at most.
    /// </summary>
    /// <exception cref="KeyRingException">The key was replaced, and the newer ring can't be used.</exception>
    ValueTask PrepareAsync(CancellationToken cancellationToken) => default;

    /// <summary>Seals a plaintext, which may be empty.</summary>
    /// <returns>The envelope, in an array of its own.</returns>
    /// <exception cref="ArgumentException">
    /// The plaintext is longer than <see cref="MaximumPlaintextSize"/>, a part of the context is missing, too long or
    /// no valid text, or its purpose isn't one of the ring's: a caller's bug.
    /// </exception>
    /// <exception cref="KeyRingException">
    /// The ring isn't open, its key for the purpose was used as often as is safe, or the store didn't count a use in
    /// time.
    /// </exception>
    byte[] Seal(ReadOnlySpan<byte> plaintext, in ContentContext context);

    /// <summary>Opens an envelope under the context that the caller expects.</summary>
    /// <returns>The plaintext, or why not. Bytes that are no envelope are a refusal, never an exception.</returns>
    /// <exception cref="ArgumentException">A part of the context is missing, too long or no valid text.</exception>
    /// <exception cref="KeyRingException">The ring isn't open.</exception>
    OpenResult Open(ReadOnlySpan<byte> sealedBytes, in ContentContext context);
}
