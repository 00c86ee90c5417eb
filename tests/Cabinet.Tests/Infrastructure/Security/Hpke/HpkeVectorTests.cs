using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security.Hpke;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>Every field of every vector of RFC 9180 that concerns an algorithm which exists here.</summary>
public sealed class HpkeVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_shared_vector_holds_field_by_field()
    {
        var vectors = HpkeVectors.Shared();
        var counts = CheckAll(vectors);

        Assert.Equal(12, vectors.Length);
        Assert.Equal(8 * 64, counts.Encryptions);
        Assert.Equal(12 * 3, counts.Exports);
        Report("shared/hpke-rfc9180", vectors, counts);
    }

    [Fact]
    public void Every_vector_of_appendices_A2_to_A5_holds_field_by_field()
    {
        var vectors = HpkeVectors.Appendix();
        var counts = CheckAll(vectors);

        Assert.Equal(16, vectors.Length);
        Assert.Equal(16 * 6, counts.Encryptions);
        Assert.Equal(16 * 3, counts.Exports);
        Report("RFC 9180, A.2 to A.5", vectors, counts);
    }

    [Fact]
    public void Every_mode_is_there_for_every_suite()
    {
        var groups = HpkeVectors.Shared().Concat(HpkeVectors.Appendix()).GroupBy(vector => vector.Suite()).ToArray();

        Assert.Equal(7, groups.Length);
        Assert.All(groups, group =>
            Assert.Equal([0, 1, 2, 3], group.Select(vector => vector.Number("mode")).Order()));
    }

    private static (int Encryptions, int Exports) CheckAll(IEnumerable<JsonElement> vectors)
    {
        var encryptions = 0;
        var exports = 0;
        foreach (var vector in vectors)
        {
            CheckKeyPairs(vector);
            CheckSharedSecret(vector);
            CheckKeySchedule(vector);
            var (sealedCount, exportedCount) = CheckContexts(vector);
            encryptions += sealedCount;
            exports += exportedCount;
        }

        return (encryptions, exports);
    }

    private static void CheckKeyPairs(JsonElement vector)
    {
        var kem = vector.Suite().Kem;
        foreach (var role in vector.HasSender() ? ["E", "R", "S"] : new[] { "E", "R" })
        {
            var expected = vector.Hex($"pk{role}m");
            using var derived = KemKey.Derive(kem, vector.Hex($"ikm{role}"));
            using var imported = KemKey.TryImport(kem, vector.Hex($"sk{role}m"))!;
            Assert.Equal(expected, derived.PublicKey.ToArray());
            Assert.Equal(expected, imported.PublicKey.ToArray());
        }
    }

    private static void CheckSharedSecret(JsonElement vector)
    {
        var kem = vector.Suite().Kem;
        using var ephemeral = KemKey.TryImport(kem, vector.Hex("skEm"))!;
        using var recipient = KemKey.TryImport(kem, vector.Hex("skRm"))!;
        using var sender = vector.HasSender() ? KemKey.TryImport(kem, vector.Hex("skSm")) : null;
        var sent = new byte[DhKem.SharedSecretSize];
        var received = new byte[DhKem.SharedSecretSize];

        Assert.True(DhKem.TryEncapsulate(kem, ephemeral, vector.Hex("pkRm"), sender, sent));
        Assert.True(DhKem.TryDecapsulate(
            kem, recipient, vector.Hex("enc"), sender is null ? [] : vector.Hex("pkSm"), received));
        Assert.Equal(vector.Hex("shared_secret"), sent);
        Assert.Equal(vector.Hex("shared_secret"), received);
    }

    private static void CheckKeySchedule(JsonElement vector)
    {
        var suite = vector.Suite();
        var mode = (HpkeMode)vector.Number("mode");
        var hkdf = HpkeAlgorithms.SuiteHkdf(suite);
        var secret = new byte[hkdf.DigestSize];
        var shared = vector.Hex("shared_secret");

        KeySchedule.ExtractSecret(hkdf, shared, vector.PreSharedKey(), secret);
        Assert.Equal(vector.Hex("secret"), secret);
        Assert.Equal(
            vector.Hex("key_schedule_context"),
            KeySchedule.DeriveContext(hkdf, mode, vector.Hex("info"), vector.PreSharedKey()));
        using var schedule = KeySchedule.Derive(suite, mode, shared, vector.Hex("info"), vector.PreSharedKey());
        Assert.Equal(vector.Hex("key"), schedule.Key.Expose(SecretAccess.Granted).ToArray());
        Assert.Equal(vector.Hex("base_nonce"), schedule.BaseNonce.Expose(SecretAccess.Granted).ToArray());
        Assert.Equal(vector.Hex("exporter_secret"), schedule.ExporterSecret.Expose(SecretAccess.Granted).ToArray());
    }

    /// <summary>Through the port alone: the randomness that it draws is the vector's ephemeral material.</summary>
    private static (int Encryptions, int Exports) CheckContexts(JsonElement vector)
    {
        var suite = vector.Suite();
        var hpke = new Rfc9180Hpke(new FixedRandom(vector.Hex("ikmE")));
        using var recipientKey = hpke.DeriveKey(suite, vector.Hex("ikmR"));
        using var senderKey = vector.HasSender() ? hpke.DeriveKey(suite, vector.Hex("ikmS")) : null;
        using var sender = hpke.TrySetUpSender(new HpkeSenderSetup
        {
            RecipientKey = new HpkePublicKey(suite, vector.Hex("pkRm")),
            Info = vector.Hex("info"),
            SenderKey = senderKey,
            PreSharedKey = vector.PreSharedKey(),
        })!;
        Assert.Equal(vector.Hex("enc"), sender.Encapsulation.ToArray());
        using var recipient = hpke.TrySetUpRecipient(new HpkeRecipientSetup
        {
            RecipientKey = recipientKey,
            Encapsulation = vector.Hex("enc"),
            Info = vector.Hex("info"),
            SenderKey = senderKey?.PublicKey,
            PreSharedKey = vector.PreSharedKey(),
        })!;
        return (CheckEncryptions(vector, sender, recipient), CheckExports(vector, sender, recipient));
    }

    private static int CheckEncryptions(
        JsonElement vector, IHpkeSenderContext sender, IHpkeRecipientContext recipient)
    {
        var count = 0;
        var next = 0L;
        foreach (var (number, encryption) in vector.Encryptions())
        {
            for (; next < number; next++)
            {
                Assert.True(recipient.Open([], sender.Seal([], [])).IsOpened);
            }

            CheckNonce(vector.Hex("base_nonce"), number, encryption.Hex("nonce"));
            Assert.Equal(encryption.Hex("ct"), sender.Seal(encryption.Hex("aad"), encryption.Hex("pt")));
            Assert.Equal(
                encryption.Hex("pt"), recipient.Open(encryption.Hex("aad"), encryption.Hex("ct")).Plaintext);
            next++;
            count++;
        }

        return count;
    }

    /// <summary>The vectors' own nonces follow the rule that the equal ciphertexts prove for this code.</summary>
    private static void CheckNonce(byte[] baseNonce, long number, byte[] expected)
    {
        var nonce = (byte[])baseNonce.Clone();
        for (var index = nonce.Length - 1; number > 0; index--, number >>= 8)
        {
            nonce[index] ^= (byte)number;
        }

        Assert.Equal(expected, nonce);
    }

    private static int CheckExports(JsonElement vector, IHpkeSenderContext sender, IHpkeRecipientContext recipient)
    {
        var count = 0;
        foreach (var export in vector.GetProperty("exports").EnumerateArray())
        {
            var sent = new byte[export.Number("L")];
            var received = new byte[export.Number("L")];
            sender.Export(export.Hex("exporter_context"), sent);
            recipient.Export(export.Hex("exporter_context"), received);
            Assert.Equal(export.Hex("exported_value"), sent);
            Assert.Equal(export.Hex("exported_value"), received);
            count++;
        }

        return count;
    }

    private void Report(string source, JsonElement[] vectors, (int Encryptions, int Exports) counts)
    {
        output.WriteLine(
            $"{source}: {vectors.Length} vectors passed, {counts.Encryptions} encryptions, {counts.Exports} exports");
        foreach (var group in vectors.GroupBy(vector => (vector.Suite(), Mode: vector.Number("mode"))))
        {
            output.WriteLine($"  mode {group.Key.Mode}, {group.Key.Item1}: {group.Count()}");
        }
    }
}
