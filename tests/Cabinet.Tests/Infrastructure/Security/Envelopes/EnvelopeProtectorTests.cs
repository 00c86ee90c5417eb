using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

public sealed class EnvelopeProtectorTests
{
    private static readonly ContentContext Context = SecurityFixture.Context;

    [Fact]
    public async Task Whatever_is_sealed_opens_under_the_same_context()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var contexts = Gen.Select(
            Gen.String[Gen.Char.AlphaNumeric, 0, 40],
            Gen.Guid,
            Gen.String[Gen.Char['\u00a0', '\ud7ff'], 0, 40],
            Gen.Int,
            Gen.String[Gen.Char.AlphaNumeric, 0, 40],
            (type, id, scope, schema, tenant) =>
                new ContentContext(KeyPurposes.Content, type, id, scope, schema, tenant));

        Gen.Select(Gen.Byte.Array[0, 2000], contexts).Sample((plaintext, context) =>
        {
            var opened = fixture.Protector.Open(fixture.Protector.Seal(plaintext, context), context);
            Assert.Equal(plaintext, opened.Plaintext);
        });
    }

    public static MatrixTheoryData<int, int> SizesAndProfiles { get; } = new(
        [
            0, 1, EnvelopeFormat.LargestSingleOnce, EnvelopeFormat.LargestSingleOnce + 1,
            EnvelopeFormat.LargestSingle - 1, EnvelopeFormat.LargestSingle, EnvelopeFormat.LargestSingle + 1,
            3 * EnvelopeFormat.SegmentSize, 3 * EnvelopeFormat.SegmentSize + 12_345,
        ],
        [1, 2]);

    [Theory]
    [MemberData(nameof(SizesAndProfiles))]
    public async Task Every_size_opens_also_in_another_process(int size, int profile)
    {
        using var writer = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        using var reader = await SecurityFixture.OpenAsync(writer.Store);
        var plaintext = new byte[size];
        new Random(size).NextBytes(plaintext);

        var envelope = writer.Protector.Seal(plaintext, Context);

        Assert.Equal(plaintext, reader.Protector.Open(envelope, Context).Plaintext);
        Assert.Equal(
            size <= EnvelopeFormat.LargestSingle ? EnvelopeFormat.SingleFormat : EnvelopeFormat.SegmentedFormat,
            envelope[EnvelopeFormat.FormatOffset]);
        Assert.Equal(profile, envelope[EnvelopeFormat.ProfileOffset]);
    }

    [Fact]
    public async Task A_segmented_envelope_of_one_segment_from_before_single_ones_grew_still_opens()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var plaintext = new byte[EnvelopeFormat.LargestSingleOnce + 1];
        new Random(3).NextBytes(plaintext);
        var key = fixture.Ring.Current.FindSealing(KeyPurposes.Content)!
            .DeriveForSealing(EnvelopeFormat.SegmentedFormat, messages: 1);
        var once = SegmentedEnvelope.Seal(key, new OsSecureRandom(), plaintext, Context);
        var never = SegmentedEnvelope.Seal(key, new OsSecureRandom(), plaintext.AsSpan(1), Context);

        Assert.Equal(plaintext, fixture.Protector.Open(once, Context).Plaintext);
        Assert.False(fixture.Protector.Open(never, Context).IsOpened);
    }

    [Fact]
    public async Task More_than_the_largest_plaintext_is_a_callers_bug()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var plaintext = GC.AllocateUninitializedArray<byte>(IContentProtector.MaximumPlaintextSize + 1);

        Assert.Throws<ArgumentException>(() => fixture.Protector.Seal(plaintext, Context));
    }

    [Fact]
    public async Task The_same_plaintext_never_gives_the_same_bytes()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var nonces = Enumerable.Range(0, 2_000)
            .Select(_ => fixture.Protector.Seal([1, 2, 3], Context))
            .Select(envelope => Convert.ToHexString(
                envelope, EnvelopeFormat.SaltOffset, SecurityFixture.HeaderSize - EnvelopeFormat.SaltOffset));

        Assert.Equal(2_000, nonces.Distinct().Count());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(200, 1)]
    [InlineData(EnvelopeFormat.LargestSingle + 1, 1)]
    [InlineData(0, 2)]
    [InlineData(200, 2)]
    [InlineData(EnvelopeFormat.LargestSingle + 1, 2)]
    public async Task A_flip_of_any_byte_of_the_header_is_refused(int size, int profile)
    {
        using var fixture = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        var envelope = fixture.Protector.Seal(new byte[size], Context);
        for (var index = 0; index < SecurityFixture.HeaderSizeOf(profile); index++)
        {
            var tampered = envelope.ToArray();
            tampered[index] ^= 0x03;

            var refusal = fixture.Protector.Open(tampered, Context).Refusal;

            // A key that the ring doesn't have is the one thing that can be told: everything else looks alike.
            var namesAnotherKey = index is >= EnvelopeFormat.KeyIdOffset and < EnvelopeFormat.IdentitySize;
            Assert.Equal(namesAnotherKey, refusal is OpenRefusal.KeyUnavailable);
            Assert.Equal(!namesAnotherKey, ReferenceEquals(refusal, OpenRefusal.Unreadable.Instance));
        }
    }

    [Fact]
    public async Task A_flip_of_any_bit_of_a_small_envelope_is_refused()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var envelope = fixture.Protector.Seal("payload"u8, Context);
        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            var tampered = envelope.ToArray();
            tampered[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(fixture.Protector.Open(tampered, Context).IsOpened);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_truncation_at_any_length_is_refused(int profile)
    {
        using var fixture = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        var envelope = fixture.Protector.Seal(new byte[200], Context);
        for (var length = 0; length < envelope.Length; length++)
        {
            Assert.Same(
                OpenRefusal.Unreadable.Instance, fixture.Protector.Open(envelope.AsSpan(0, length), Context).Refusal);
        }
    }

    [Fact]
    public async Task Bytes_after_the_end_are_refused()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        byte[] longer = [.. fixture.Protector.Seal(new byte[200], Context), 0];

        Assert.Same(OpenRefusal.Unreadable.Instance, fixture.Protector.Open(longer, Context).Refusal);
    }

    [Fact]
    public async Task Any_other_context_is_refused_and_looks_like_any_other_refusal()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        ContentContext[] others =
        [
            Context with { Purpose = KeyPurposes.Digest },
            Context with { Purpose = "other" },
            Context with { RecordType = RecordTypes.JobResult },
            Context with { RecordId = Guid.Empty },
            Context with { Scope = "pages" },
            Context with { SchemaVersion = 4 },
            Context with { Tenant = "" },
            // The same letters, cut elsewhere: the parts are length-prefixed, not concatenated.
            Context with { Tenant = "acmec", Purpose = "ontent" },
            Context with { RecordType = "job-payloa", Scope = "dphotos" },
        ];
        foreach (var size in new[] { 100, EnvelopeFormat.LargestSingle + 1 })
        {
            var envelope = fixture.Protector.Seal(new byte[size], Context);
            foreach (var other in others)
            {
                Assert.Same(OpenRefusal.Unreadable.Instance, fixture.Protector.Open(envelope, other).Refusal);
            }

            Assert.True(fixture.Protector.Open(envelope, Context).IsOpened);
        }
    }

    [Fact]
    public async Task Arbitrary_bytes_are_refused_and_never_throw()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var envelope = fixture.Protector.Seal(new byte[64], Context);
        Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, SecurityFixture.HeaderSize]).Sample((garbage, kept) =>
        {
            byte[] bytes = [.. envelope.AsSpan(0, kept), .. garbage];
            Assert.False(fixture.Protector.Open(bytes, Context).IsOpened);
        });
    }

    [Fact]
    public async Task A_context_that_is_incomplete_too_long_or_no_text_is_a_callers_bug()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var envelope = fixture.Protector.Seal([], Context);
        ContentContext[] wrong =
        [
            Context with { Tenant = null! },
            Context with { Scope = new string('x', ContentContext.MaximumPartSize + 1) },
            Context with { RecordType = "\ud800" },
        ];
        foreach (var context in wrong)
        {
            Assert.Throws<ArgumentException>(() => fixture.Protector.Seal([], context));
            Assert.Throws<ArgumentException>(() => fixture.Protector.Open(envelope, context));
        }

        var longest = Context with { Scope = new string('x', ContentContext.MaximumPartSize) };
        Assert.True(fixture.Protector.Open(fixture.Protector.Seal([], longest), longest).IsOpened);
    }

    [Fact]
    public async Task A_key_that_the_ring_does_not_have_is_not_the_rows_fault()
    {
        using var writer = await SecurityFixture.OpenAsync();
        using var reader = await SecurityFixture.OpenAsync();
        var envelope = writer.Protector.Seal([1], Context);
        var key = writer.Ring.Versions.Single(record => record.Purpose == KeyPurposes.Content);

        Assert.Equal(
            new OpenRefusal.KeyUnavailable(key.KeyId, key.Version), reader.Protector.Open(envelope, Context).Refusal);
    }

    [Fact]
    public void Before_the_ring_is_open_nothing_is_sealed_or_opened()
    {
        using var fixture = new SecurityFixture();

        Assert.Throws<KeyRingException>(() => fixture.Protector.Seal([1], Context));
        Assert.Throws<KeyRingException>(() => fixture.Protector.Open(new byte[200], Context));
        Assert.Throws<KeyRingException>(() => fixture.Digest.Digest("blob", [1]));
    }
}
