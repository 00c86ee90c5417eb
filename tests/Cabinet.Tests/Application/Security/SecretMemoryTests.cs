using System.Runtime.CompilerServices;
using Cabinet.Application.Security;

namespace Cabinet.Tests.Application.Security;

/// <summary>When the bytes of a secret are wiped, and when they must not be.</summary>
public sealed class SecretMemoryTests
{
    private static readonly byte[] Planted = [0xA1, 0xB2, 0xC3];

    [Fact]
    public void Disposing_wipes_the_bytes_and_zeros_never_serve_as_a_key()
    {
        var secret = new SecretBytes(Planted);
        var exposed = secret.Expose(SecretAccess.Granted);

        secret.Dispose();

        Assert.Equal([0, 0, 0], exposed.ToArray());
        Assert.Throws<ObjectDisposedException>(() => secret.Expose(SecretAccess.Granted).Length);
        Assert.Throws<ObjectDisposedException>(() => secret.FixedTimeEquals([0, 0, 0]));
    }

    [Fact]
    public void Disposing_a_text_wipes_it_too()
    {
        var secret = new SecretText("open sesame");
        var exposed = secret.Expose(SecretAccess.Granted);

        secret.Dispose();

        Assert.Equal(new string('\0', 11), exposed.ToString());
        Assert.Throws<ObjectDisposedException>(() => secret.Expose(SecretAccess.Granted).Length);
        Assert.Throws<ObjectDisposedException>(() => secret.FixedTimeEquals("open sesame"));
    }

    [Fact]
    public void What_nobody_holds_any_more_is_wiped_without_a_disposal()
    {
        var abandoned = Abandon();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal([0, 0, 0], Assert.IsType<byte[]>(abandoned.Target));
    }

    [Fact]
    public void A_span_keeps_the_bytes_though_nobody_holds_the_secret_itself()
    {
        var exposed = ExposeAndForget(out var owner);

        Collect();

        Assert.False(owner.IsAlive);
        Assert.Equal(Planted, exposed.ToArray());
    }

    /// <summary>A reference that still sees the array between its finalizer and the next collection.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Abandon() => new(SecretMemory.Copy(Planted), trackResurrection: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> ExposeAndForget(out WeakReference owner)
    {
        var secret = new SecretBytes(Planted);
        owner = new WeakReference(secret);
        return secret.Expose(SecretAccess.Granted);
    }

    private static void Collect()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
