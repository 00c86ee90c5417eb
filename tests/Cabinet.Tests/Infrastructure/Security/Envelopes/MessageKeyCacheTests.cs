using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

public sealed class MessageKeyCacheTests
{
    [Fact]
    public void It_holds_no_more_than_its_capacity_and_wipes_what_it_drops()
    {
        using var cache = new MessageKeyCache(capacity: 4);
        var ciphers = Enumerable.Range(0, 20).Select(number => Add(cache, number)).ToList();

        Assert.Equal(4, cache.Count);
        Assert.Equal(16, ciphers.Count(cipher => cipher.IsDisposed));
    }

    [Fact]
    public void A_key_that_is_used_again_and_again_stays()
    {
        using var cache = new MessageKeyCache(capacity: 4);
        var used = Add(cache, 1_000);
        for (var number = 0; number < 20; number++)
        {
            cache.TryAcquire(Name(1_000))!.Release();
            Add(cache, number);
        }

        Assert.False(used.IsDisposed);
    }

    [Fact]
    public void A_key_in_use_is_wiped_only_when_its_user_releases_it()
    {
        using var cache = new MessageKeyCache(capacity: 1);
        var cipher = Add(cache, 1);
        var key = cache.TryAcquire(Name(1))!;

        Add(cache, 2);
        Add(cache, 3);

        Assert.Null(cache.TryAcquire(Name(1)));
        Assert.False(cipher.IsDisposed);
        key.Release();
        Assert.True(cipher.IsDisposed);
    }

    [Fact]
    public void A_key_that_was_wiped_can_not_be_acquired()
    {
        var key = new MessageKey(Prefix(1), new RecordingCipher());
        key.Release();

        Assert.False(key.TryAcquire());
    }

    [Fact]
    public void Adding_a_name_twice_keeps_the_first_key()
    {
        using var cache = new MessageKeyCache(capacity: 4);
        var first = Add(cache, 1);
        var second = Add(cache, 1);

        Assert.Equal(1, cache.Count);
        Assert.False(first.IsDisposed);
        Assert.True(second.IsDisposed);
    }

    [Fact]
    public void Disposing_wipes_every_key_and_refuses_new_ones()
    {
        var cache = new MessageKeyCache(capacity: 4);
        var before = Add(cache, 1);
        cache.Dispose();
        var after = Add(cache, 2);

        Assert.True(before.IsDisposed);
        Assert.True(after.IsDisposed);
        Assert.Equal(0, cache.Count);
    }

    private static RecordingCipher Add(MessageKeyCache cache, int number)
    {
        var cipher = new RecordingCipher();
        var key = new MessageKey(Prefix(number), cipher);
        cache.Add(Name(number), key);
        key.Release();
        return cipher;
    }

    private static MessageKeyName Name(int number)
    {
        byte[] envelope = [.. Prefix(number), .. new byte[SecurityFixture.HeaderSize - EnvelopeFormat.PrefixSize]];
        Assert.True(EnvelopeHeader.TryRead(envelope, out var header));
        return new MessageKeyName(header);
    }

    private static byte[] Prefix(int number)
    {
        var prefix = new byte[EnvelopeFormat.PrefixSize];
        EnvelopeHeader.WriteIdentity(prefix, EnvelopeFormat.SingleFormat, 1, default, new(1));
        BitConverter.TryWriteBytes(prefix.AsSpan(EnvelopeFormat.SaltOffset), number);
        return prefix;
    }

    private sealed class RecordingCipher : IAead
    {
        public int NonceSize => 12;

        internal bool IsDisposed { get; private set; }

        public void Seal(
            ReadOnlySpan<byte> nonce,
            ReadOnlySpan<byte> associatedData,
            ReadOnlySpan<byte> plaintext,
            Span<byte> ciphertextAndTag) => throw new NotSupportedException();

        public bool TryOpen(
            ReadOnlySpan<byte> nonce,
            ReadOnlySpan<byte> associatedData,
            ReadOnlySpan<byte> ciphertextAndTag,
            Span<byte> plaintext) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;
    }
}
