using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>
/// The secret that message keys are derived from: a key version's own, or the root key for wrapping those.
/// </summary>
/// <param name="KeyId">The id that envelopes under this secret carry.</param>
/// <param name="Version">The version that they carry.</param>
/// <param name="Profile">The suite that they use.</param>
/// <param name="Secret">The secret itself.</param>
/// <param name="Use">What they hold.</param>
internal sealed record EnvelopeSecret(
    KeyId KeyId, KeyVersion Version, CryptographicProfile Profile, SecretBytes Secret, EnvelopeUse Use)
{
    private const int LargestLabel = 32;

    /// <summary>No label is the beginning of another one.</summary>
    private ReadOnlySpan<byte> Label => Use switch
    {
        EnvelopeUse.Content => "cabinet/v1/content:"u8,
        EnvelopeUse.KeyWrap => "cabinet/v1/key-wrap:"u8,
        EnvelopeUse.DataKey => "cabinet/v1/data-key:"u8,
        _ => throw new InvalidOperationException($"No label for {Use}."),
    };

    /// <summary>
    /// Derives the cipher's key and the commitment in one go from the secret, the salt, and the header before the salt.
    /// </summary>
    internal void Derive(ReadOnlySpan<byte> identity, ReadOnlySpan<byte> salt, Span<byte> keyAndCommitment)
    {
        Span<byte> info = stackalloc byte[LargestLabel + EnvelopeFormat.IdentitySize];
        var label = Label;
        label.CopyTo(info);
        identity.CopyTo(info[label.Length..]);
        var secret = Secret.Expose(SecretAccess.Granted);
        Profile.Derive(secret, salt, info[..(label.Length + identity.Length)], keyAndCommitment);
    }
}
