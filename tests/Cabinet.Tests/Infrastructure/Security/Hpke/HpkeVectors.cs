using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>RFC 9180's vectors, one element each, with the names of its appendix A.</summary>
internal static class HpkeVectors
{
    /// <summary>Those that lie beside the repository: X25519 with AES-GCM and export-only.</summary>
    internal static JsonElement[] Shared() =>
        [.. SharedVectors.Read("hpke-rfc9180/dhkem-x25519-hkdf-sha256.json").EnumerateArray()];

    /// <summary>
    /// Appendices A.2 to A.5 of RFC 9180: ChaCha20-Poly1305, P-256 and HKDF-SHA512. The values are those of the text,
    /// read from draft-irtf-cfrg-hpke.md of github cfrg/draft-irtf-cfrg-hpke at commit
    /// b1f7cb0cdeab6906c61b3d6574e8bdfdbe1cd3fb.
    /// </summary>
    internal static JsonElement[] Appendix()
    {
        using var stream = typeof(HpkeVectors).Assembly.GetManifestResourceStream("Rfc9180AppendixA.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    internal static HpkeSuite Suite(this JsonElement vector) => new(
        (HpkeKem)vector.Number("kem_id"), (HpkeKdf)vector.Number("kdf_id"), (HpkeAead)vector.Number("aead_id"));

    internal static int Number(this JsonElement element, string property) => element.GetProperty(property).GetInt32();

    internal static HpkePreSharedKey? PreSharedKey(this JsonElement vector) =>
        vector.TryGetProperty("psk", out _)
            ? new HpkePreSharedKey(new SecretBytes(vector.Hex("psk")), vector.Hex("psk_id"))
            : null;

    internal static bool HasSender(this JsonElement vector) => vector.TryGetProperty("ikmS", out _);

    /// <summary>The encryptions with their numbers, which the shared file gives by position.</summary>
    internal static IEnumerable<(long Number, JsonElement Encryption)> Encryptions(this JsonElement vector) =>
        !vector.TryGetProperty("encryptions", out var encryptions)
            ? []
            : encryptions.EnumerateArray().Select((encryption, index) => (
                encryption.TryGetProperty("sequence_number", out var number) ? number.GetInt64() : index,
                encryption));
}
