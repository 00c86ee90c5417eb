namespace Cabinet.Application.Security;

/// <summary>
/// Seals and opens streams of any length in constant memory, in the envelopes of <see cref="IContentProtector"/>: what
/// one of the two sealed the other one opens, up to its own limit.
/// </summary>
/// <remarks>
/// Guarantees of every implementation, beside those of <see cref="IContentProtector"/>:
/// <list type="bullet">
/// <item>The plaintext's length needn't be known; memory doesn't grow with it.</item>
/// <item>Opening writes a part only after it was verified: in its place, of this envelope, under this context.</item>
/// <item>Only <see cref="OpenStreamResult.Opened"/> says that all of it came: <b>whatever was written before a refusal
/// or an exception is the beginning of the plaintext at most, and whoever reads the destination has to discard
/// it.</b> So open into a temporary place, and publish it after the result.</item>
/// <item>Neither stream is disposed, flushed or rewound; the envelope has to end where its stream ends.</item>
/// </list>
/// </remarks>
public interface IStreamProtector
{
    /// <summary>The most bytes of plaintext in one stream: 1 TiB (guarantee 13).</summary>
    const long MaximumPlaintextSize = 1L << 40;

    /// <summary>Seals everything that the stream still holds, which may be nothing.</summary>
    /// <returns>How many bytes of plaintext that was.</returns>
    /// <exception cref="ArgumentException">
    /// The plaintext is longer than <see cref="MaximumPlaintextSize"/> (what was written then doesn't open), or the
    /// context is as wrong as <see cref="IContentProtector.Seal"/> says.
    /// </exception>
    /// <exception cref="KeyRingException">
    /// The ring isn't open, or its key for the purpose was used as often as is safe.
    /// </exception>
    /// <exception cref="IOException">A stream failed; what was written then doesn't open.</exception>
    ValueTask<long> SealAsync(
        Stream plaintext, Stream destination, ContentContext context, CancellationToken cancellationToken);

    /// <summary>Opens the envelope that the stream still holds under the context that the caller expects.</summary>
    /// <returns>That all of it was written, or why not. Bytes that are no envelope are a refusal.</returns>
    /// <exception cref="ArgumentException">A part of the context is missing, too long or no valid text.</exception>
    /// <exception cref="KeyRingException">The ring isn't open.</exception>
    /// <exception cref="IOException">A stream failed; what was written then isn't the whole.</exception>
    ValueTask<OpenStreamResult> OpenAsync(
        Stream envelope, Stream destination, ContentContext context, CancellationToken cancellationToken);
}
