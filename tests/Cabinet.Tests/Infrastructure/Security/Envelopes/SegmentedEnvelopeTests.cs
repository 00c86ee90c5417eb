using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.Envelopes;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

public sealed class SegmentedEnvelopeTests
{
    private const int SealedSegment = EnvelopeFormat.SegmentSize + EnvelopeFormat.TagSize;

    public static MatrixTheoryData<string, int> Changes { get; } = new(
    [
        "swap the first two", "drop the first", "drop the last", "drop the middle", "repeat the first",
        "repeat the last", "append another message's last", "replace the last by another message's", "only the header",
        "an empty segment more", "a tag less", "half of the last", "one bit in the middle",
    ],
    [1, 2]);

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Segments_can_not_be_rearranged(string change, int profile)
    {
        using var fixture = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        var headerSize = SecurityFixture.HeaderSizeOf(profile);
        var envelope = fixture.Protector.Seal(MakePlaintext(1), SecurityFixture.Context);
        var other = fixture.Protector.Seal(MakePlaintext(2), SecurityFixture.Context);

        var changed = Apply(change, envelope, other, headerSize);

        Assert.NotEqual(envelope, changed);
        Assert.Same(
            OpenRefusal.Unreadable.Instance, fixture.Protector.Open(changed, SecurityFixture.Context).Refusal);
        Assert.True(fixture.Protector.Open(envelope, SecurityFixture.Context).IsOpened);
    }

    [Fact]
    public async Task A_truncation_at_a_segments_end_is_refused_even_where_all_segments_are_full()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var envelope = fixture.Protector.Seal(new byte[3 * EnvelopeFormat.SegmentSize], SecurityFixture.Context);

        var truncated = envelope.AsSpan(0, SecurityFixture.HeaderSize + 2 * SealedSegment);

        Assert.Same(
            OpenRefusal.Unreadable.Instance, fixture.Protector.Open(truncated, SecurityFixture.Context).Refusal);
    }

    [Fact]
    public async Task Every_message_has_a_message_key_of_its_own()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var salts = Enumerable.Range(0, 20)
            .Select(_ => fixture.Protector.Seal(MakePlaintext(1), SecurityFixture.Context))
            .Select(envelope => Convert.ToHexString(envelope, EnvelopeFormat.SaltOffset, EnvelopeFormat.SaltSize));

        Assert.Equal(20, salts.Distinct().Count());
    }

    private static byte[] MakePlaintext(int seed)
    {
        var plaintext = new byte[3 * EnvelopeFormat.SegmentSize + 100];
        new Random(seed).NextBytes(plaintext);
        return plaintext;
    }

    private static byte[] Apply(string change, byte[] envelope, byte[] other, int headerSize)
    {
        var header = envelope[..headerSize];
        var (first, second, third, last) = Split(envelope, headerSize);
        var foreign = Split(other, headerSize).Last;
        return change switch
        {
            "swap the first two" => [.. header, .. second, .. first, .. third, .. last],
            "drop the first" => [.. header, .. second, .. third, .. last],
            "drop the last" => [.. header, .. first, .. second, .. third],
            "drop the middle" => [.. header, .. first, .. third, .. last],
            "repeat the first" => [.. header, .. first, .. first, .. second, .. third, .. last],
            "repeat the last" => [.. envelope, .. last],
            "append another message's last" => [.. envelope, .. foreign],
            "replace the last by another message's" => [.. header, .. first, .. second, .. third, .. foreign],
            "only the header" => header,
            "an empty segment more" => [.. envelope, .. new byte[EnvelopeFormat.TagSize]],
            "a tag less" => envelope[..^EnvelopeFormat.TagSize],
            "half of the last" => envelope[..^(last.Length / 2)],
            "one bit in the middle" => FlipBit(envelope, headerSize + SealedSegment + 5),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change."),
        };
    }

    private static (byte[] First, byte[] Second, byte[] Third, byte[] Last) Split(byte[] envelope, int headerSize)
    {
        var body = envelope[headerSize..];
        return (
            body[..SealedSegment],
            body[SealedSegment..(2 * SealedSegment)],
            body[(2 * SealedSegment)..(3 * SealedSegment)],
            body[(3 * SealedSegment)..]);
    }

    private static byte[] FlipBit(byte[] envelope, int index)
    {
        var changed = envelope.ToArray();
        changed[index] ^= 0x80;
        return changed;
    }
}
