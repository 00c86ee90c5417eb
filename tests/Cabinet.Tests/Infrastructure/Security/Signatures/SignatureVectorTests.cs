using System.Text;
using System.Text.Json;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>Published vectors for the three algorithms, through the keys that messages are verified with.</summary>
public sealed class SignatureVectorTests(ITestOutputHelper output)
{
    private readonly SignatureKeys keys = new();

    [Theory]
    [InlineData("ed25519_test", SignatureAlgorithm.Ed25519, 88, 63)]
    [InlineData("ecdsa_secp256r1_sha256_p1363_test", SignatureAlgorithm.EcdsaP256Sha256, 173, 89)]
    public void Wycheproof_signatures_have_their_outcome(
        string file, SignatureAlgorithm algorithm, int valid, int invalid)
    {
        var outcomes = new List<(bool Expected, bool Actual)>();
        foreach (var group in Groups(file))
        {
            using var key = keys.ImportVerificationKey(algorithm, group.Hex("publicKeyDer"));
            outcomes.AddRange(group.GetProperty("tests").EnumerateArray()
                .Select(test => (IsValid(test), key.Verify(test.Hex("msg"), test.Hex("sig")))));
        }

        output.WriteLine($"wycheproof {file}: {outcomes.Count(each => each.Actual)} valid accepted, " +
            $"{outcomes.Count(each => !each.Actual)} invalid refused, 0 deviations");
        Assert.All(outcomes, outcome => Assert.Equal(outcome.Expected, outcome.Actual));
        Assert.Equal((valid, invalid), (outcomes.Count(each => each.Actual), outcomes.Count(each => !each.Actual)));
    }

    /// <summary>
    /// Two deviations, both intended: RFC 9421 has no truncated tags, so the valid ones of 128 bits are refused; and a
    /// key shorter than the hash is no key here.
    /// </summary>
    [Fact]
    public void Wycheproof_tags_have_their_outcome_but_for_truncated_ones_and_short_keys()
    {
        int accepted = 0, refused = 0, truncated = 0, truncatedInvalid = 0, shortKeys = 0;
        foreach (var group in Groups("hmac_sha256_test"))
        {
            var isWhole = group.GetProperty("tagSize").GetInt32() == 256;
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                if (group.GetProperty("keySize").GetInt32() < 256)
                {
                    Assert.Throws<ArgumentException>(
                        () => keys.ImportVerificationKey(SignatureAlgorithm.HmacSha256, test.Hex("key")));
                    shortKeys++;
                    continue;
                }

                using var key = keys.ImportVerificationKey(SignatureAlgorithm.HmacSha256, test.Hex("key"));
                var isAccepted = key.Verify(test.Hex("msg"), test.Hex("tag"));
                Assert.Equal(isWhole && IsValid(test), isAccepted);
                _ = (isWhole, IsValid(test)) switch
                {
                    (true, true) => accepted++,
                    (true, false) => refused++,
                    (false, true) => truncated++,
                    (false, false) => truncatedInvalid++,
                };
            }
        }

        output.WriteLine($"wycheproof hmac_sha256_test: {accepted} valid accepted, {refused} invalid refused, " +
            $"{truncatedInvalid} invalid truncated refused; deviations: {truncated} valid but truncated to 128 bits " +
            $"refused (RFC 9421 has whole tags only), {shortKeys} with keys of 128 bits not imported");
        Assert.Equal((30, 54), (accepted, refused));
        Assert.Equal((30, 54, 6), (truncated, truncatedInvalid, shortKeys));
    }

    /// <summary>
    /// Records what the verifier accepts of the signatures on which verifiers disagree. Every verifier in Cabinet is
    /// this one, so that no two of them can disagree.
    /// </summary>
    [Fact]
    public void Edge_cases_of_Ed25519_are_decided_the_same_way_for_ever()
    {
        int accepted = 0, refused = 0, noKey = 0;
        var acceptedFlags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var test in SharedVectors.Read("ed25519-edge/ed25519vectors.json").EnumerateArray())
        {
            if (!TryImport(test.Hex("key"), out var key))
            {
                noKey++;
                continue;
            }

            if (key!.Verify(Encoding.ASCII.GetBytes(test.GetProperty("msg").GetString()!), test.Hex("sig")))
            {
                accepted++;
                acceptedFlags.UnionWith(Flags(test));
            }
            else
            {
                refused++;
            }
        }

        output.WriteLine($"ed25519-edge: {accepted} accepted (flags: {string.Join(", ", acceptedFlags)}), " +
            $"{refused} refused, {noKey} keys not imported");
        Assert.Equal((43, 871, 0), (accepted, refused, noKey));
        Assert.Equal(["low_order_component_A", "low_order_component_R"], acceptedFlags);
    }

    private bool TryImport(byte[] bytes, out IVerificationKey? key)
    {
        try
        {
            key = keys.ImportVerificationKey(SignatureAlgorithm.Ed25519, bytes);
        }
        catch (ArgumentException)
        {
            key = null;
        }

        return key is not null;
    }

    private static IEnumerable<string> Flags(JsonElement test) => test.GetProperty("flags") is
        { ValueKind: JsonValueKind.Array } flags
        ? flags.EnumerateArray().Select(flag => flag.GetString()!)
        : [];

    private static JsonElement.ArrayEnumerator Groups(string file) =>
        SharedVectors.Read($"wycheproof/{file}.json").GetProperty("testGroups").EnumerateArray();

    private static bool IsValid(JsonElement test) => test.GetProperty("result").GetString() == "valid";
}
