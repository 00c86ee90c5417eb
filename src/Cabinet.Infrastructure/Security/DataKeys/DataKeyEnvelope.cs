using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.DataKeys;

/// <summary>Envelopes under a data key: the same bytes as any, each with a message key of its own.</summary>
internal static class DataKeyEnvelope
{
    internal static byte[] Seal(
        EnvelopeSecret secret, ISecureRandom random, ReadOnlySpan<byte> plaintext, in ContentContext context)
    {
        var isSingle = plaintext.Length <= LargestSingle;
        Span<byte> salt = stackalloc byte[SaltSize];
        random.Fill(salt);
        SecurityTelemetry.CountDerivation(SecurityTelemetry.Sealing);
        var key = MessageKey.DeriveForSealing(secret, isSingle ? SingleFormat : SegmentedFormat, salt, uses: 1);
        try
        {
            return isSingle
                ? SingleEnvelope.Seal(key, random, plaintext, context)
                : SegmentedEnvelope.Seal(key, random, plaintext, context);
        }
        finally
        {
            key.Release();
        }
    }

    /// <summary>Opens what names this very key and profile; null when it refuses.</summary>
    internal static byte[]? TryOpen(EnvelopeSecret secret, ReadOnlySpan<byte> envelope, in ContentContext context) =>
        EnvelopeHeader.TryRead(envelope, out var header)
        && header.KeyId == secret.KeyId
        && header.KeyVersion == secret.Version
        && header.Profile == secret.Profile.Number
        && EnvelopeOpener.IsPossibleSize(header, envelope.Length)
            ? EnvelopeOpener.TryOpenUncached(secret, header, envelope, context)
            : null;
}
