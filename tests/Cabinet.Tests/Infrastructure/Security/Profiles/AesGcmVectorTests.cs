using System.Text.Json;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Profiles;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.Profiles;

/// <summary>Project Wycheproof's vectors for AES-256-GCM, and that all implementations agree.</summary>
public sealed class AesGcmVectorTests(ITestOutputHelper output)
{
    private delegate IAead CipherFactory(ReadOnlySpan<byte> key);

    private static readonly Dictionary<string, CipherFactory> Ciphers = new()
    {
        ["sodium"] = key => SodiumAead.AesGcm(key),
        ["platform"] = key => new PlatformAesGcm(key),
        ["single thread"] = key => new SingleThreadAesGcm(key),
        ["profile, shared"] = key => CryptographicProfile.Find(1)!.CreateShared(key),
    };

    public static TheoryData<string> Implementations => [.. Ciphers.Keys];

    [Theory]
    [MemberData(nameof(Implementations))]
    public void It_seals_and_opens_what_the_vectors_say(string implementation)
    {
        SkipWithoutHardware(implementation);
        var groups = SharedVectors.Read("wycheproof/aes_gcm_test.json").GetProperty("testGroups").EnumerateArray().ToList();
        var tests = groups.SelectMany(group => group.GetProperty("tests").EnumerateArray()).Count();
        var ours = groups.Where(IsOurs).SelectMany(group => group.GetProperty("tests").EnumerateArray()).ToList();
        foreach (var test in ours)
        {
            Check(implementation, test);
        }

        // The others have keys or nonces of another length, for which an envelope has no place.
        var valid = ours.Count(test => test.Result() == "valid");
        output.WriteLine(
            $"wycheproof/aes_gcm_test.json ({implementation}): {valid} valid, {ours.Count - valid} invalid, all as stated; "
            + $"{tests - ours.Count} for other lengths of keys and nonces");
        Assert.Equal((39, 27, 250), (valid, ours.Count - valid, tests - ours.Count));
    }

    [Fact]
    public void What_one_implementation_sealed_the_others_open()
    {
        SkipWithoutHardware("sodium");
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[12], Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 300]).Sample(
            (key, nonce, associatedData, plaintext) =>
            {
                var results = Ciphers.Values.Select(create =>
                {
                    using var cipher = create(key);
                    var result = new byte[plaintext.Length + EnvelopeFormat.TagSize];
                    cipher.Seal(nonce, associatedData, plaintext, result);
                    return result;
                }).ToArray();
                Assert.All(results, result => Assert.Equal(results[0], result));
            },
            iter: 200);
    }

    private static bool IsOurs(JsonElement group) =>
        group.GetProperty("keySize").GetInt32() == 256
        && group.GetProperty("ivSize").GetInt32() == 96
        && group.GetProperty("tagSize").GetInt32() == 128;

    private static void Check(string implementation, JsonElement test)
    {
        var nonce = test.Hex("iv");
        var associatedData = test.Hex("aad");
        var plaintext = test.Hex("msg");
        byte[] expected = [.. test.Hex("ct"), .. test.Hex("tag")];
        var isValid = test.GetProperty("result").GetString() == "valid";
        using var cipher = Ciphers[implementation](test.Hex("key"));

        var opened = new byte[plaintext.Length];
        Assert.Equal(isValid, cipher.TryOpen(nonce, associatedData, expected, opened));
        Assert.Equal(isValid || plaintext.Length == 0, plaintext.AsSpan().SequenceEqual(opened));

        var ciphertext = new byte[expected.Length];
        cipher.Seal(nonce, associatedData, plaintext, ciphertext);
        Assert.Equal(isValid, ciphertext.AsSpan().SequenceEqual(expected));
    }

    private static void SkipWithoutHardware(string implementation) => Assert.SkipWhen(
        implementation == "sodium" && !SodiumAead.HasAesGcm, "This processor has no AES instructions.");
}
