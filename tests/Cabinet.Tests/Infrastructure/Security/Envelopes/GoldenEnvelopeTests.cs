using System.Security.Cryptography;
using Cabinet.Domain.Security;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

/// <summary>
/// Exact bytes under a known root key and known randomness: what is stored must open for ever, so the format can't
/// drift. The expected values were computed apart from this code, with Python's <c>cryptography</c> 48, from the
/// description in docs/security/envelope.md.
/// </summary>
public sealed class GoldenEnvelopeTests
{
    private static readonly byte[] Plaintext = "hello, cabinet"u8.ToArray();

    // How many bytes the first two keys of a ring draw; the expected values count from there.
    private const byte AfterTwoKeys = 0xA8;

    [Theory]
    [InlineData(
        KeyPurposes.Content,
        "000102030405060708090a0b0c0d0e0f",
        "cab14e7e0101b563b4824cfcf262d3d69e0829b9084200000001303132333435363738393a3b3c3d3e3f40414243444546"
        + "47414dd9235c8b7f1f5614d20cdeec1384f70308b3b2d7b7716115f4db000ca9c748494a4b4c4d4e4f50515253518c4c81"
        + "03be7dbee8f86d800cb5c5035b3ad6f6407135c98fbf90c8f58b26104fec7407588fb7cab1440a3cc2bf841fff",
        "d6a3cc60c05d427a3f3e2947f79a30ce50b97a7dbdf3d4f812afbc11ecced0f9")]
    [InlineData(
        KeyPurposes.Digest,
        "5455565758595a5b5c5d5e5f60616263",
        "cab14e7e0101b563b4824cfcf262d3d69e0829b90842000000018485868788898a8b8c8d8e8f9091929394959697989"
        + "99a9bf5be01e636fe209c65c1e47623630abc9e2449f5a5e2ec44916e0e6a5cfc487d9c9d9e9fa0a1a2a3a4a5a6a7b78"
        + "3fec0db4cc709313af967880289843c077ff177949c699c54f72f140166b61edc4594141b8318e555e05e813c5dd324",
        "85952e5a6346c56e6419816056c0fef647d09e807b10f6b71b88655d9fee11ce")]
    public async Task A_new_rings_records(string purpose, string keyId, string wrapped, string checkValue)
    {
        using var fixture = await SecurityFixture.OpenAsync(random: new CountingRandom());

        var record = fixture.Ring.Versions.Single(record => record.Purpose == purpose);

        Assert.Equal(keyId, record.KeyId.ToString());
        Assert.Equal(wrapped, Convert.ToHexStringLower(record.WrappedKey.Span));
        Assert.Equal(checkValue, Convert.ToHexStringLower(record.CheckValue.Span));
        Assert.Equal(KeyVersion.First, record.Version);
        Assert.Equal(KeyState.Active, record.State);
        Assert.Equal(DateTimeOffset.UnixEpoch, record.CreatedAt);
        Assert.Equal(1, record.Profile);
    }

    [Fact]
    public async Task A_single_envelope()
    {
        var random = new CountingRandom();
        using var fixture = await SecurityFixture.OpenAsync(random: random);
        random.Next = AfterTwoKeys;

        var envelope = fixture.Protector.Seal(Plaintext, SecurityFixture.Context);

        Assert.Equal(
            "cab14e7e0101000102030405060708090a0b0c0d0e0f00000001a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
            + "aca1fd303acab0e1e0a3df9be9393db3b5fdb403b12e7f7fbebc22aa703cf87dc0c1c2c3c4c5c6c7c8c9cacb90d42a942b4d"
            + "eba600e376b694265c8850647c423bc1c07367478e2d3cff",
            Convert.ToHexStringLower(envelope));
    }

    [Fact]
    public async Task A_segmented_envelope()
    {
        var random = new CountingRandom();
        using var fixture = await SecurityFixture.OpenAsync(random: random);
        random.Next = AfterTwoKeys;
        var plaintext = Enumerable.Range(0, 150_000).Select(index => (byte)(index * 31 % 251)).ToArray();

        var envelope = fixture.Protector.Seal(plaintext, SecurityFixture.Context);

        Assert.Equal(150_142, envelope.Length);
        Assert.Equal(
            "4db9608577ebd2e2b1e3e3bc4e383d919b090e1b97101f4005117afbfac0ffd4",
            Convert.ToHexStringLower(SHA256.HashData(envelope)));
    }

    // Profile 2: the expected values are what docs/security/examples/envelope_profile2.py prints, which was written from
    // the description alone and checks itself against draft-irtf-cfrg-xchacha-03 before it prints.
    [Fact]
    public async Task A_key_of_profile_2()
    {
        using var fixture = await SecurityFixture.OpenAsync(
            random: new CountingRandom(), options: SecurityFixture.ProfileTwo);

        var record = fixture.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);

        Assert.Equal(2, record.Profile);
        Assert.Equal(
            "33ef4fe66871de348e8fd7361e26ac2d4fa295658ec54a2b062f1e54f2a7a423",
            Convert.ToHexStringLower(record.CheckValue.Span));
    }

    [Fact]
    public async Task A_single_envelope_of_profile_2()
    {
        var random = new CountingRandom();
        using var fixture = await SecurityFixture.OpenAsync(random: random, options: SecurityFixture.ProfileTwo);
        random.Next = AfterTwoKeys;

        var envelope = fixture.Protector.Seal(Plaintext, SecurityFixture.Context);

        Assert.Equal(
            "cab14e7e0102000102030405060708090a0b0c0d0e0f00000001a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
            + "773a6339645894be7f70694b2c42822bab7cdb48652f16f13515ae545626e933c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1"
            + "d2d3d4d5d6d75842411f098ae0a0df8bb4db874a4618bb3d202166a523b24dc5f3ee6e81",
            Convert.ToHexStringLower(envelope));
    }

    [Fact]
    public async Task A_segmented_envelope_of_profile_2()
    {
        var random = new CountingRandom();
        using var fixture = await SecurityFixture.OpenAsync(random: random, options: SecurityFixture.ProfileTwo);
        random.Next = AfterTwoKeys;
        var plaintext = Enumerable.Range(0, 150_000).Select(index => (byte)(index * 31 % 251)).ToArray();

        var envelope = fixture.Protector.Seal(plaintext, SecurityFixture.Context);

        Assert.Equal(150_154, envelope.Length);
        Assert.Equal(
            "98f2e49c63f05fc30b970fa4eff643d1431a9b2f14bfb45ff0ede7ebedb8e282",
            Convert.ToHexStringLower(SHA256.HashData(envelope)));
    }

    [Fact]
    public async Task A_digest()
    {
        using var fixture = await SecurityFixture.OpenAsync(random: new CountingRandom());

        Assert.Equal(
            "235ef77268c011d1fc60df4624cee85d10a689a3df30072782e51ac7b6a27e35",
            fixture.Digest.Digest("blob", Plaintext).ToString());
    }
}
