using System.Collections.Concurrent;
using Cabinet.Infrastructure.Security;

namespace Cabinet.Tests.Infrastructure.Security;

public sealed class OsSecureRandomTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(24)]
    [InlineData(32)]
    public void No_bytes_are_handed_out_twice_on_any_thread(int size)
    {
        var random = new OsSecureRandom();
        var seen = new ConcurrentBag<string>();
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            var bytes = new byte[size];
            for (var draw = 0; draw < 2_000; draw++)
            {
                random.Fill(bytes);
                seen.Add(Convert.ToHexString(bytes));
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(8_000, seen.Distinct().Count());
    }

    [Fact]
    public void An_empty_destination_is_fine() => new OsSecureRandom().Fill([]);
}
