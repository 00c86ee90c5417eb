using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class QueueSignalTests
{
    private static readonly QueueName Mail = new("mail");

    private readonly FakeBroadcast broadcast = new();

    [Fact]
    public async Task A_commit_wakes_this_process_and_is_announced_to_others()
    {
        var signal = new QueueSignal(broadcast);
        var loop = signal.Of(Mail);
        signal.Notify(Mail);
        await loop.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([Mail], broadcast.Announced);
        signal.NotifyAll();
        await loop.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([Mail, null], broadcast.Announced);
    }

    [Fact]
    public async Task What_others_announce_wakes_this_process_and_is_not_announced_again()
    {
        var signal = new QueueSignal(broadcast);
        var loop = signal.Of(Mail);
        using (signal.Listen())
        {
            broadcast.Heard!(new QueueName("other"));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await loop.WaitAsync(new CancellationToken(canceled: true)));
            broadcast.Heard!(Mail);
            await loop.WaitAsync(TestContext.Current.CancellationToken);
            broadcast.HeardAll!();
            await loop.WaitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(broadcast.Announced);
        Assert.Null(broadcast.Heard);
    }

    [Fact]
    public async Task A_node_listens_while_it_serves()
    {
        var node = NodeHarness.Create(register: services => services.AddSingleton<IQueueBroadcast>(broadcast));
        await using (node)
        {
            Assert.Null(broadcast.Heard);
            await node.StartAsync();
            Assert.NotNull(broadcast.Heard);
            await node.StopAsync();
            Assert.Null(broadcast.Heard);
        }
    }

    private sealed class FakeBroadcast : IQueueBroadcast
    {
        public List<QueueName?> Announced { get; } = [];

        public Action<QueueName>? Heard { get; private set; }

        public Action? HeardAll { get; private set; }

        public void Announce(QueueName queue) => Announced.Add(queue);

        public void AnnounceAll() => Announced.Add(null);

        public IDisposable Listen(Action<QueueName> heard, Action heardAll)
        {
            Heard = heard;
            HeardAll = heardAll;
            return new Subscription(this);
        }

        private sealed class Subscription(FakeBroadcast broadcast) : IDisposable
        {
            public void Dispose() => broadcast.Heard = null;
        }
    }
}
