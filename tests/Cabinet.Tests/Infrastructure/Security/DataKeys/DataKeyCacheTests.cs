using Cabinet.Application.Security;
using Cabinet.Application.Security.DataKeys;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.DataKeys;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.DataKeys;

public sealed class DataKeyCacheTests
{
    private readonly FakeTimeProvider time = new();
    private int ids;

    [Fact]
    public void It_is_bounded_and_wipes_the_oldest()
    {
        using var cache = new DataKeyCache(2, time);
        var keys = Enumerable.Range(1, 3).Select(_ => Add(cache, out var id) is { } key ? (id, key) : default).ToList();

        Assert.Equal(2, cache.Count);
        Assert.Null(cache.TryAcquire(keys[0].id));
        Assert.False(keys[0].key.TryAcquire());
        Assert.NotNull(cache.TryAcquire(keys[2].id));
    }

    [Fact]
    public void A_dropped_key_is_wiped_once_nobody_works_with_it()
    {
        using var cache = new DataKeyCache(2, time);
        var key = Add(cache, out var id);
        var used = cache.TryAcquire(id)!;

        cache.Drop(id);

        Assert.Null(cache.TryAcquire(id));
        Assert.Equal(32, used.Secret.Secret.Expose(SecretAccess.Granted).Length);
        used.Release();
        Assert.Throws<ObjectDisposedException>(() => key.Secret.Secret.Expose(SecretAccess.Granted).Length);
    }

    [Fact]
    public void A_key_that_was_looked_up_before_a_drop_is_not_kept()
    {
        using var cache = new DataKeyCache(2, time);
        var before = cache.Drops;
        var id = NextId();
        var key = Make();

        cache.Drop(id);
        cache.Add(id, key, time.GetTimestamp(), before);

        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void A_key_is_forgotten_when_its_time_is_over_even_if_nobody_asks_for_it()
    {
        using var cache = new DataKeyCache(2, time);
        var key = Add(cache, out _);

        time.Advance(IDataKeys.LongestStaleness);
        Assert.Null(cache.TryAcquire(Guid.Empty));

        Assert.Equal(0, cache.Count);
        Assert.False(key.TryAcquire());
    }

    /// <summary>Adds a key that only the cache then holds.</summary>
    private OpenedDataKey Add(DataKeyCache cache, out Guid id)
    {
        id = NextId();
        var key = Make();
        cache.Add(id, key, time.GetTimestamp(), cache.Drops);
        key.Release();
        return key;
    }

    private Guid NextId() => new(++ids, 0, 0, new byte[8]);

    private static OpenedDataKey Make() => new(
        new EnvelopeSecret(
            new KeyId(1), KeyVersion.First, CryptographicProfile.AesGcm, new SecretBytes(new byte[32]), EnvelopeUse.DataKey),
        "");
}
