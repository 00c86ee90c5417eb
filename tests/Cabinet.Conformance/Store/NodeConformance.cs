using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Store;

/// <summary>The list of the living: who is on it, and how one leaves it.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class NodeConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Registered nodes read back, by id.</summary>
    [Fact]
    public async Task Registered_nodes_are_listed_by_id()
    {
        var first = Samples.Node();
        var second = Samples.Node() with { Lease = TimeSpan.FromMilliseconds(2_500), Beat = 7 };
        await DoAsync(new RegisterNode(second), new RegisterNode(first));
        Assert.Equal([first, second], await Driver.Nodes.ListAsync(Cancel));
    }

    /// <summary>Every run of a node has an id of its own.</summary>
    [Fact]
    public async Task A_registered_id_is_refused()
    {
        var node = Samples.Node();
        await DoAsync(new RegisterNode(node));
        await RefusedAsync(Refusal.DuplicateId, new RegisterNode(node with { Name = "another" }));
    }

    /// <summary>A renewal moves the heartbeat and nothing else.</summary>
    [Fact]
    public async Task A_renewal_moves_the_heartbeat()
    {
        var node = Samples.Node();
        var other = Samples.Node();
        await DoAsync(new RegisterNode(node), new RegisterNode(other));
        await DoAsync(new RenewNode(node.Id, Beat: 2));
        Assert.Equal([node with { Beat = 2 }, other], await Driver.Nodes.ListAsync(Cancel));
    }

    /// <summary>A dead node's heartbeat doesn't come back to life.</summary>
    [Fact]
    public async Task A_dead_node_can_neither_renew_nor_retire_nor_die_again()
    {
        var node = await RegisterAsync();
        await ExpireAsync(node);
        Assert.Empty(await Driver.Nodes.ListAsync(Cancel));
        await GoneAsync(node);
    }

    /// <summary>Nor does a retired one.</summary>
    [Fact]
    public async Task A_retired_node_can_neither_renew_nor_retire_nor_die_again()
    {
        var node = await RegisterAsync();
        await DoAsync(new RetireNode(node));
        Assert.Empty(await Driver.Nodes.ListAsync(Cancel));
        await GoneAsync(node);
    }

    /// <summary>A node that was never there.</summary>
    [Fact]
    public async Task An_unknown_node_is_gone() => await GoneAsync(new NodeId(Samples.NextId()));

    /// <summary>A heartbeat that moved since it was observed means life.</summary>
    [Fact]
    public async Task A_node_that_renewed_is_alive()
    {
        var running = await RunningAsync();
        var node = (await FindAsync(running.Id)).Node!.Value;
        await DoAsync(new RenewNode(node, Beat: 2));

        await RefusedAsync(Refusal.NodeAlive, new ExpireNode(node, Beat: 1));
        await RefusedAsync(Refusal.NodeAlive, new ExpireNode(node, Beat: 3));
        Assert.Equal(1, (await DoAsync(new ExpireNode(node, Beat: 2))).Affected);
    }

    /// <summary>A renewal keeps the claims: they aren't touched.</summary>
    [Fact]
    public async Task A_renewal_keeps_the_claims()
    {
        var running = await RunningAsync();
        await DoAsync(new RenewNode((await FindAsync(running.Id)).Node!.Value, Beat: 2));
        await DoAsync(new EndJob(running.Lease, History: null));
    }

    private async ValueTask GoneAsync(NodeId node)
    {
        await RefusedAsync(Refusal.NodeGone, new RenewNode(node, Beat: 9));
        await RefusedAsync(Refusal.NodeGone, new RetireNode(node));
        await RefusedAsync(Refusal.NodeGone, new ExpireNode(node, Beat: 1));
        await RefusedAsync(Refusal.NodeGone, new TakeLease("retention", node));
    }
}
