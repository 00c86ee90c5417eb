using System.Security.Cryptography;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.Envelopes;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

public sealed class EnvelopeStreamProtectorTests
{
    private const int SealedSegment = EnvelopeFormat.SegmentSize + EnvelopeFormat.TagSize;
    private const long Gigabyte = 1L << 30;

    private static readonly ContentContext Context = SecurityFixture.Context;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<int, int> SizesAndProfiles { get; } = new(
        [
            0, 1, EnvelopeFormat.LargestSingle - 1, EnvelopeFormat.LargestSingle, EnvelopeFormat.LargestSingle + 1,
            2 * EnvelopeFormat.SegmentSize, 3 * EnvelopeFormat.SegmentSize + 12_345,
        ],
        [1, 2]);

    [Theory]
    [MemberData(nameof(SizesAndProfiles))]
    public async Task Streams_and_arrays_are_sealed_alike_and_open_each_other(int size, int profile)
    {
        using var fixture = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        var plaintext = RandomBytes(size);

        var streamed = await SealAsync(fixture, new DribblingStream(plaintext));
        var atOnce = fixture.Protector.Seal(plaintext, Context);

        Assert.Equal(atOnce.Length, streamed.Length);
        Assert.Equal(atOnce[..EnvelopeFormat.IdentitySize], streamed[..EnvelopeFormat.IdentitySize]);
        Assert.Equal(plaintext, fixture.Protector.Open(streamed, Context).Plaintext);
        foreach (var envelope in new[] { streamed, atOnce })
        {
            var (result, released) = await OpenAsync(fixture, new DribblingStream(envelope));
            Assert.Equal(new OpenStreamResult.Opened(size), result);
            Assert.Equal(plaintext, released);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_gigabyte_takes_the_memory_of_some_segments(int profile)
    {
        using var fixture = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        var pattern = RandomBytes(EnvelopeFormat.SegmentSize);
        using var plaintext = new RepeatingStream(pattern, Gigabyte);
        using var opened = new RepeatingStream(pattern, Gigabyte);
        using var pipe = new OneBufferPipe();
        await fixture.Protector.PrepareAsync(Cancellation);

        // Each runs on a thread of its own without ever leaving it, so that all that it allocates can be counted: the
        // peak of what it holds at once can't be more.
        var sealing = RunOnThread(() => fixture.Streams.SealAsync(plaintext, pipe, Context, Cancellation), pipe);
        var opening = RunOnThread(() => fixture.Streams.OpenAsync(pipe, opened, Context, Cancellation), pipe);
        var (length, allocatedBySealing) = await sealing;
        var (result, allocatedByOpening) = await opening;

        Assert.Equal(Gigabyte, length);
        Assert.Equal(new OpenStreamResult.Opened(Gigabyte), result);
        Assert.Equal(Gigabyte, opened.Verified);
        Assert.InRange(allocatedBySealing, 1, Gigabyte / 256);
        Assert.InRange(allocatedByOpening, 1, Gigabyte / 256);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_truncation_of_any_kind_is_refused_and_says_what_was_released(int profile)
    {
        using var fixture = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        var header = SecurityFixture.HeaderSizeOf(profile);
        var plaintext = RandomBytes(3 * EnvelopeFormat.SegmentSize);
        var envelope = fixture.Protector.Seal(plaintext, Context);
        int[] lengths =
        [
            0, 1, 25, 26, 49, 81, header - 1, header, header + 1, header + 15, header + 16, header + 17,
            header + SealedSegment - 1, header + SealedSegment, header + SealedSegment + 1,
            header + 2 * SealedSegment - 1, header + 2 * SealedSegment, header + 2 * SealedSegment + 16,
            envelope.Length - 17, envelope.Length - 16, envelope.Length - 1,
        ];
        foreach (var length in lengths)
        {
            var (result, released) = await OpenAsync(fixture, new MemoryStream(envelope, 0, length));

            var refused = Assert.IsType<OpenStreamResult.Refused>(result);
            Assert.Same(OpenRefusal.Unreadable.Instance, refused.Refusal);
            Assert.Equal(released.Length, refused.Released);
            Assert.True(plaintext.AsSpan().StartsWith(released));
            Assert.InRange(released.Length, 0, plaintext.Length - 1);
        }
    }

    [Theory]
    [InlineData("swap", 0)]
    [InlineData("drop the first", 0)]
    [InlineData("drop the second", 1)]
    [InlineData("repeat the first", 1)]
    [InlineData("repeat the last", 2)]
    [InlineData("append a byte", 2)]
    [InlineData("append a segment of zeros", 2)]
    [InlineData("flip a bit of the second", 1)]
    public async Task Segments_can_not_be_rearranged_and_nothing_is_released_from_there_on(string change, int good)
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var envelope = fixture.Protector.Seal(RandomBytes(2 * EnvelopeFormat.SegmentSize + 50), Context);
        var header = envelope[..SecurityFixture.HeaderSize];
        var body = envelope[SecurityFixture.HeaderSize..];
        var (first, second, last) = (
            body[..SealedSegment], body[SealedSegment..(2 * SealedSegment)], body[(2 * SealedSegment)..]);
        byte[] changed = change switch
        {
            "swap" => [.. header, .. second, .. first, .. last],
            "drop the first" => [.. header, .. second, .. last],
            "drop the second" => [.. header, .. first, .. last],
            "repeat the first" => [.. header, .. first, .. first, .. second, .. last],
            "repeat the last" => [.. envelope, .. last],
            "append a byte" => [.. envelope, 0],
            "append a segment of zeros" => [.. envelope, .. new byte[SealedSegment]],
            _ => [.. header, .. first, (byte)(second[0] ^ 1), .. second[1..], .. last],
        };

        var (result, released) = await OpenAsync(fixture, new MemoryStream(changed));

        Assert.Same(
            OpenRefusal.Unreadable.Instance, Assert.IsType<OpenStreamResult.Refused>(result).Refusal);
        Assert.Equal(good * EnvelopeFormat.SegmentSize, released.Length);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(EnvelopeFormat.LargestSingle + 1)]
    public async Task Another_context_or_an_unknown_key_releases_nothing(int size)
    {
        using var fixture = await SecurityFixture.OpenAsync();
        using var stranger = await SecurityFixture.OpenAsync();
        var envelope = fixture.Protector.Seal(new byte[size], Context);
        var key = fixture.Ring.Current.FindSealing(Context.Purpose)!.Record;

        var moved = await fixture.Streams.OpenAsync(
            new MemoryStream(envelope), Stream.Null, Context with { Tenant = "other" }, Cancellation);
        var (unknown, _) = await OpenAsync(stranger, new MemoryStream(envelope));
        var trailing = await OpenAsync(fixture, new MemoryStream([.. envelope, 1]));

        Assert.Equal(new OpenStreamResult.Refused(OpenRefusal.Unreadable.Instance, 0), moved);
        Assert.Equal(
            new OpenStreamResult.Refused(new OpenRefusal.KeyUnavailable(key.KeyId, key.Version), 0), unknown);
        Assert.IsType<OpenStreamResult.Refused>(trailing.Result);
    }

    [Fact]
    public async Task No_segment_comes_after_the_largest_number_or_after_the_last()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var key = fixture.Ring.Current.FindSealing(Context.Purpose)!
            .DeriveForSealing(EnvelopeFormat.SegmentedFormat, messages: 1);
        var header = new byte[key.HeaderSize];
        SegmentCipher.WriteHeader(key, new CountingRandom(), header);
        var atTheEnd = new SegmentCipher(key, header, Context, SegmentCipher.MostSegments - 1);
        var ended = new SegmentCipher(key, header, Context);

        atTheEnd.Seal([1], isLast: false, new byte[17]);
        ended.Seal([1], isLast: true, new byte[17]);

        Assert.Throws<InvalidOperationException>(() => atTheEnd.Seal([1], isLast: true, new byte[17]));
        Assert.Throws<InvalidOperationException>(() => ended.Seal([1], isLast: true, new byte[17]));
        Assert.Equal(IStreamProtector.MaximumPlaintextSize, SegmentCipher.MostSegments * (long)EnvelopeFormat.SegmentSize);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(65_535)]
    public async Task The_segments_number_passes_the_edge_of_a_byte(uint number)
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var key = fixture.Ring.Current.FindSealing(Context.Purpose)!
            .DeriveForSealing(EnvelopeFormat.SegmentedFormat, messages: 1);
        var header = new byte[key.HeaderSize];
        SegmentCipher.WriteHeader(key, new CountingRandom(), header);
        var sealing = new SegmentCipher(key, header, Context, number);
        var opening = new SegmentCipher(key, header, Context, number);
        var tooEarly = new SegmentCipher(key, header, Context, number & 0xFF00);
        byte[] before = new byte[17], after = new byte[17], plaintext = new byte[1];
        sealing.Seal([1], isLast: false, before);
        sealing.Seal([2], isLast: true, after);

        Assert.False(tooEarly.TryOpen(after, isLast: true, plaintext));
        Assert.True(opening.TryOpen(before, isLast: false, plaintext));
        Assert.True(opening.TryOpen(after, isLast: true, plaintext));
        Assert.Equal([2], plaintext);
    }

    private static Task<(T Result, long Allocated)> RunOnThread<T>(Func<ValueTask<T>> work, OneBufferPipe pipe) =>
        Task.Factory.StartNew(
            () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var task = work();
                Assert.True(task.IsCompleted);
                pipe.Close();
                return (task.GetAwaiter().GetResult(), GC.GetAllocatedBytesForCurrentThread() - before);
            },
            Cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private static async Task<byte[]> SealAsync(SecurityFixture fixture, Stream plaintext)
    {
        var envelope = new MemoryStream();
        await fixture.Streams.SealAsync(plaintext, envelope, Context, Cancellation);
        return envelope.ToArray();
    }

    private static async Task<(OpenStreamResult Result, byte[] Released)> OpenAsync(
        SecurityFixture fixture, Stream envelope)
    {
        var released = new MemoryStream();
        var result = await fixture.Streams.OpenAsync(envelope, released, Context, Cancellation);
        return (result, released.ToArray());
    }

    private static byte[] RandomBytes(int size) => RandomNumberGenerator.GetBytes(size);
}
