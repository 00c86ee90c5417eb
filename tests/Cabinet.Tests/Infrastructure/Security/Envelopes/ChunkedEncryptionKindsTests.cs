using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.Envelopes;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

/// <summary>
/// C2SP's chunked encryption is another format, so its bytes can't open here. Its cases name what can be done to segments,
/// and each of these is done to ours: the file says which kinds there are, and whether the result is valid.
/// </summary>
public sealed class ChunkedEncryptionKindsTests(ITestOutputHelper output)
{
    private const string File = "wycheproof/c2sp_chunked_encryption_aes_256_gcm_test.json";
    private const int Segment = EnvelopeFormat.SegmentSize;
    private const int Sealed = Segment + EnvelopeFormat.TagSize;
    private const int Header = SecurityFixture.HeaderSize;

    private static readonly ContentContext Context = SecurityFixture.Context;

    [Fact]
    public async Task Every_kind_of_case_has_the_outcome_that_the_file_says()
    {
        var tests = SharedVectors.Tests(File).ToList();
        using var fixture = await SecurityFixture.OpenAsync();
        using var stranger = await SecurityFixture.OpenAsync();
        var (valid, invalid, notOurs) = (0, 0, 0);
        foreach (var test in tests)
        {
            var number = test.GetProperty("tcId").GetInt32();
            if (Make(number, fixture, stranger) is not var (envelope, context))
            {
                // A secret has 32 bytes by its type: there is no place where another length could come in.
                Assert.Contains("InvalidKeySize", test.Flags());
                notOurs++;
                continue;
            }

            var released = new MemoryStream();
            var streamed = await fixture.Streams.OpenAsync(
                new MemoryStream(envelope), released, context, TestContext.Current.CancellationToken);
            var atOnce = fixture.Protector.Open(envelope, context);
            Assert.True(atOnce.IsOpened == (test.Result() == "valid"), Describe(test));
            Assert.True(streamed is OpenStreamResult.Opened == atOnce.IsOpened, Describe(test));
            Assert.True(atOnce.IsOpened || released.Length > 0 == test.Flags().Contains("PartialPlaintext"), Describe(test));
            valid += atOnce.IsOpened ? 1 : 0;
            invalid += atOnce.IsOpened ? 0 : 1;
        }

        output.WriteLine(
            $"{File}, its kinds done to our format: {valid} valid, {invalid} refused, {notOurs} without a counterpart");
        Assert.Equal((10, 23, 2), (valid, invalid, notOurs));
    }

    private static string Describe(JsonElement test) =>
        $"{test.GetProperty("tcId")}: {test.GetProperty("comment").GetString()}";

    /// <summary>Ours for the case of that number; null where it can't be.</summary>
    private static (byte[] Envelope, ContentContext Context)? Make(
        int number, SecurityFixture fixture, SecurityFixture stranger)
    {
        byte[] Seal(int size) => fixture.Protector.Seal(new byte[size], Context);
        var whole = number > 10 ? Seal(2 * Segment + 50) : [];
        var scope = number switch { 9 => "other", 10 => "a\0b", _ => null };
        if (scope is not null)
        {
            var other = Context with { Scope = scope };
            return (fixture.Protector.Seal(new byte[50], other), other);
        }

        return number switch
        {
            1 => (Seal(0), Context),
            2 => (Seal(7), Context),
            3 => (Seal(Segment + 7), Context),
            4 => (Seal(2 * Segment), Context),
            5 => (Seal(2 * Segment + 7), Context),
            6 => (Seal(Segment), Context),
            7 => (Seal(256 * Segment + 7), Context),
            8 => (Seal(257 * Segment + 7), Context),
            11 => (Flip(Seal(7), Header), Context),
            12 => (Flip(Seal(Segment + 7), Header + Sealed), Context),
            13 => (Flip(Seal(2 * Segment + 7), Header + Sealed), Context),
            14 => (Flip(whole, whole.Length - 1), Context),
            15 => (Flip(Seal(Segment + 7), Header), Context),
            16 => (Seal(7)[..^EnvelopeFormat.TagSize], Context),
            17 => (Seal(7)[..(Header + 7)], Context),
            18 => ([.. whole, .. new byte[20]], Context),
            19 => ([.. whole, .. new byte[12]], Context),
            20 => (whole[..Header], Context),
            21 => (Flip(whole, EnvelopeFormat.CommitmentOffset), Context),
            22 => (stranger.Protector.Seal(new byte[2 * Segment], Context), Context),
            23 or 24 => null,
            25 => (whole, Context with { Scope = "other" }),
            26 => (Flip(whole, EnvelopeFormat.SaltOffset), Context),
            27 => ([], Context),
            28 => (whole[..EnvelopeFormat.CommitmentOffset], Context),
            29 => (whole[..(EnvelopeFormat.CommitmentOffset + 16)], Context),
            30 => (whole[..(EnvelopeFormat.SaltOffset + 11)], Context),
            31 => (whole[..(Header + 2 * Sealed)], Context),
            32 => (whole[..(Header + Sealed + 500)], Context),
            33 => ([.. whole[..Header], .. Part(whole, 1), .. Part(whole, 0), .. Part(whole, 2)], Context),
            34 => ([.. whole[..Header], .. Part(whole, 0), .. Part(whole, 0), .. Part(whole, 2)], Context),
            35 => ([.. whole, .. Part(whole, 2)], Context),
            _ => throw new ArgumentOutOfRangeException(nameof(number), number, "The file has a case more: run it too."),
        };
    }

    private static byte[] Part(byte[] envelope, int segment) =>
        envelope[(Header + segment * Sealed)..Math.Min(Header + (segment + 1) * Sealed, envelope.Length)];

    private static byte[] Flip(byte[] envelope, int index)
    {
        envelope[index] ^= 1;
        return envelope;
    }
}
