using Cabinet.Application.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests.Seat;

public sealed class NodeSeatTests : IDisposable
{
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_second_node_in_the_same_process_is_refused_and_told_who_is_there()
    {
        using var services = store.Services();
        var seat = services.GetRequiredService<INodeSeat>();
        Assert.True(seat.IsExclusive);
        using (seat.Take("first"))
        {
            var exception = Assert.Throws<StoreException>(() => seat.Take("second"));
            Assert.Equal(StoreFault.InUse, exception.Fault);
            Assert.Contains($"first (process {Environment.ProcessId} on", exception.Message, StringComparison.Ordinal);
        }

        using (seat.Take("second"))
        {
            Assert.Contains(
                "second", Assert.Throws<StoreException>(() => seat.Take("third")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_node_of_another_process_keeps_the_seat_until_it_is_killed()
    {
        await using var services = store.Services();
        var seat = services.GetRequiredService<INodeSeat>();
        var (peer, _) = await Peer.StartAsync("sit", store.Path);
        using (peer)
        {
            var exception = Assert.Throws<StoreException>(() => seat.Take("second"));
            Assert.Equal(StoreFault.InUse, exception.Fault);
            Assert.Contains("peer (process", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Stop that one first", exception.Message, StringComparison.Ordinal);
            await peer.KillAsync();
        }

        seat.Take("second").Dispose();
    }

    [Fact]
    public void A_seat_beside_a_missing_folder_says_so()
    {
        using var services = store.Services(options => options.Path = Path.Combine(store.Folder, "no", "store.db"));
        var exception = Assert.Throws<StoreException>(() => services.GetRequiredService<INodeSeat>().Take("node"));
        Assert.Equal(StoreFault.Unavailable, exception.Fault);
        Assert.Contains("Create it first", exception.Message, StringComparison.Ordinal);
    }
}
