using System.Security.Cryptography;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;
using static Cabinet.Infrastructure.Security.Envelopes.SegmentedEnvelope;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>
/// Envelopes of any length in constant memory: two segments of plaintext, because whether a segment is the last is known
/// only when the next one was looked for, and one of ciphertext.
/// </summary>
internal sealed class EnvelopeStreamProtector(KeyRing ring, IContentProtector protector, ISecureRandom random)
    : IStreamProtector
{
    public async ValueTask<long> SealAsync(
        Stream plaintext, Stream destination, ContentContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plaintext);
        ArgumentNullException.ThrowIfNull(destination);
        await protector.PrepareAsync(cancellationToken);
        using var buffers = new SegmentBuffers(SegmentSize, SealedSegmentSize);
        await buffers.ReadAsync(plaintext, cancellationToken);
        await buffers.ReadAsync(plaintext, cancellationToken);
        if (buffers.IsLast)
        {
            // It is short enough for a single envelope, so it becomes the very one that sealing it at once would give.
            await destination.WriteAsync(protector.Seal(buffers.Current, context), cancellationToken);
            return buffers.Current.Length;
        }

        var version = EnvelopeProtector.RequireSealing(ring.Current, context);
        var key = version.DeriveForSealing(SegmentedFormat, messages: 1);
        try
        {
            var header = new byte[key.HeaderSize];
            SegmentCipher.WriteHeader(key, random, header);
            var cipher = new SegmentCipher(key, header, context);
            await destination.WriteAsync(header, cancellationToken);
            return await SealSegmentsAsync(cipher, buffers, plaintext, destination, cancellationToken);
        }
        finally
        {
            key.Release();
        }
    }

    public async ValueTask<OpenStreamResult> OpenAsync(
        Stream envelope, Stream destination, ContentContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(destination);
        var snapshot = ring.Current;
        if (await ReadHeaderAsync(envelope, cancellationToken) is not { } header)
        {
            return Refuse(EnvelopeProtector.Unreadable());
        }

        if (header[FormatOffset] == SingleFormat)
        {
            return await OpenSingleAsync(header, envelope, destination, context, cancellationToken);
        }

        if (TryDerive(snapshot, header, context, out var refusal) is not { } key)
        {
            return Refuse(refusal);
        }

        try
        {
            var cipher = new SegmentCipher(key, header, context);
            return await OpenSegmentsAsync(cipher, envelope, destination, cancellationToken);
        }
        finally
        {
            key.Release();
        }
    }

    private static async ValueTask<long> SealSegmentsAsync(
        SegmentCipher cipher,
        SegmentBuffers buffers,
        Stream plaintext,
        Stream destination,
        CancellationToken cancellationToken)
    {
        for (var length = 0L; ; await buffers.ReadAsync(plaintext, cancellationToken))
        {
            var part = buffers.Current;
            length += part.Length;
            if (length == IStreamProtector.MaximumPlaintextSize && !buffers.IsLast)
            {
                throw new ArgumentException(
                    $"A stream of at most {IStreamProtector.MaximumPlaintextSize} bytes is sealed; what was written so "
                    + "far doesn't open.",
                    nameof(plaintext));
            }

            var result = buffers.Output(part.Length + TagSize);
            cipher.Seal(part, buffers.IsLast, result.Span);
            await destination.WriteAsync(result, cancellationToken);
            if (buffers.IsLast)
            {
                return length;
            }
        }
    }

    private static async ValueTask<OpenStreamResult> OpenSegmentsAsync(
        SegmentCipher cipher, Stream envelope, Stream destination, CancellationToken cancellationToken)
    {
        using var buffers = new SegmentBuffers(SealedSegmentSize, SegmentSize);
        await buffers.ReadAsync(envelope, cancellationToken);
        for (var released = 0L; ;)
        {
            await buffers.ReadAsync(envelope, cancellationToken);
            var part = buffers.Current;
            var isTooMuch = released == IStreamProtector.MaximumPlaintextSize;
            if (part.Length <= TagSize || isTooMuch || IsTooShort(released, part.Length, buffers.IsLast))
            {
                return Refuse(EnvelopeProtector.Unreadable(), released);
            }

            var opened = buffers.Output(part.Length - TagSize);
            if (!cipher.TryOpen(part, buffers.IsLast, opened.Span))
            {
                return Refuse(EnvelopeProtector.Unreadable(), released);
            }

            await destination.WriteAsync(opened, cancellationToken);
            released += opened.Length;
            if (buffers.IsLast)
            {
                return new OpenStreamResult.Opened(released);
            }
        }
    }

    private async ValueTask<OpenStreamResult> OpenSingleAsync(
        byte[] header, Stream envelope, Stream destination, ContentContext context, CancellationToken cancellationToken)
    {
        // One byte more than a single envelope can have, so that a longer one is seen.
        var whole = new byte[header.Length + LargestSingle + TagSize + 1];
        header.CopyTo(whole, 0);
        var body = await envelope.ReadAtLeastAsync(
            whole.AsMemory(header.Length), whole.Length - header.Length, throwOnEndOfStream: false, cancellationToken);
        var result = protector.Open(whole.AsSpan(0, header.Length + body), context);
        if (!result.IsOpened)
        {
            return Refuse(result.Refusal);
        }

        try
        {
            await destination.WriteAsync(result.Plaintext, cancellationToken);
            return new OpenStreamResult.Opened(result.Plaintext.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(result.Plaintext);
        }
    }

    /// <summary>The whole header, or null when there is none that can be read.</summary>
    private static async ValueTask<byte[]?> ReadHeaderAsync(Stream envelope, CancellationToken cancellationToken)
    {
        var header = new byte[LargestHeader];
        if (await TryFillAsync(envelope, header.AsMemory(0, PrefixSize), cancellationToken))
        {
            var nonce = CryptographicProfile.Find(header[ProfileOffset])?.NonceSize ?? 0;
            if (await TryFillAsync(envelope, header.AsMemory(PrefixSize, nonce), cancellationToken)
                && EnvelopeHeader.TryRead(header.AsSpan(0, PrefixSize + nonce), out _))
            {
                return header[..(PrefixSize + nonce)];
            }
        }

        return null;
    }

    private static async ValueTask<bool> TryFillAsync(
        Stream stream, Memory<byte> part, CancellationToken cancellationToken) =>
        await stream.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken) == part.Length;

    private static MessageKey? TryDerive(
        KeyRingSnapshot snapshot, byte[] bytes, in ContentContext context, out OpenRefusal refusal)
    {
        if (!EnvelopeHeader.TryRead(bytes, out var header))
        {
            refusal = EnvelopeProtector.Unreadable();
            return null;
        }

        if (EnvelopeProtector.FindOpening(snapshot, header, context, out refusal) is not { } version)
        {
            return null;
        }

        SecurityTelemetry.CountDerivation(SecurityTelemetry.Opening);
        if (MessageKey.DeriveForOpening(version.Secret, header) is { } key)
        {
            return key;
        }

        refusal = EnvelopeProtector.Unreadable();
        return null;
    }

    /// <summary>Whether the whole would have been a single envelope at all times.</summary>
    private static bool IsTooShort(long released, int sealedLength, bool isLast) =>
        isLast && released == 0 && sealedLength <= LargestSingleOnce + TagSize;

    private static OpenStreamResult.Refused Refuse(OpenRefusal refusal, long released = 0) => new(refusal, released);
}
