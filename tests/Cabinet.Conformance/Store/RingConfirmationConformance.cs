using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>Guarantee 11: a key changes its part only when every live node works with the ring as it is.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class RingConfirmationConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Nobody has to confirm where nobody is.</summary>
    [Fact]
    public async Task A_ring_without_nodes_is_confirmed() => await DoAsync(new RequireRingConfirmed(long.MaxValue));

    /// <summary>Every node has to, at the revision or a later one.</summary>
    [Fact]
    public async Task Every_node_has_to_confirm_the_revision_or_a_later_one()
    {
        var first = await RegisterAsync();
        var second = await RegisterAsync();
        await RefusedAsync(Refusal.RingUnconfirmed, new RequireRingConfirmed(1));
        await DoAsync(new ConfirmRing(first, 3));
        await RefusedAsync(Refusal.RingUnconfirmed, new RequireRingConfirmed(1));
        await DoAsync(new ConfirmRing(second, 2));
        await RefusedAsync(Refusal.RingUnconfirmed, new RequireRingConfirmed(3));
        await DoAsync(new RequireRingConfirmed(2));
        await DoAsync(new ConfirmRing(second, 4), new RequireRingConfirmed(3));
        Assert.Equal([3L, 4L], await RevisionsAsync());
    }

    /// <summary>A confirmation that was overtaken by another takes nothing back.</summary>
    [Fact]
    public async Task A_lower_revision_changes_nothing()
    {
        var node = await RegisterAsync();
        await DoAsync(new ConfirmRing(node, 5));
        await DoAsync(new ConfirmRing(node, 4));
        await DoAsync(new RequireRingConfirmed(5));
    }

    /// <summary>A node that isn't on the list must register anew.</summary>
    [Fact]
    public async Task A_node_that_is_gone_is_refused()
    {
        var node = await RegisterAsync();
        await DoAsync(new RetireNode(node));
        await RefusedAsync(Refusal.NodeGone, new ConfirmRing(node, 1));
        await RefusedAsync(Refusal.NodeGone, new ConfirmRing(new NodeId(Samples.NextId()), 1));
    }

    /// <summary>The dead don't hold a rotation up, and who comes anew confirms anew.</summary>
    [Fact]
    public async Task Only_the_living_count()
    {
        var node = await RegisterAsync();
        var dead = await RegisterAsync();
        await DoAsync(new ConfirmRing(node, 1));
        await RefusedAsync(Refusal.RingUnconfirmed, new RequireRingConfirmed(1));
        await ExpireAsync(dead);
        await DoAsync(new RequireRingConfirmed(1));
        await RegisterAsync();
        await RefusedAsync(Refusal.RingUnconfirmed, new RequireRingConfirmed(1));
    }

    /// <summary>A heartbeat leaves the confirmation, and what a node registers with is kept.</summary>
    [Fact]
    public async Task A_confirmation_stays_with_its_node()
    {
        var node = await RegisterAsync();
        await DoAsync(new ConfirmRing(node, 2), new RenewNode(node, 2));
        await DoAsync(new RegisterNode(Samples.Node() with { RingRevision = 7 }));
        Assert.Equal([2L, 7L], await RevisionsAsync());
    }

    /// <summary>The precondition and what hangs on it are one commit: who comes in between is seen.</summary>
    [Fact]
    public async Task An_activation_waits_for_the_confirmations()
    {
        var node = await RegisterAsync();
        var key = Samples.KeyVersion(KeyPurposes.Content, KeyState.Pending);
        await DoAsync(new AddKeyVersion(key));
        WriteOperation activate =
            new ChangeKeyState(StoreSamples.Name(key), KeyState.Pending, KeyState.Active, Samples.Now);

        var refused = Assert.IsType<CommitResult.Refused>(await CommitAsync(new RequireRingConfirmed(1), activate));
        Assert.Equal((0, Refusal.RingUnconfirmed), (refused.Operation, refused.Reason));
        await DoAsync(new ConfirmRing(node, 1));
        await DoAsync(new RequireRingConfirmed(1), activate);
    }

    private async ValueTask<IEnumerable<long>> RevisionsAsync() =>
        (await Driver.Nodes.ListAsync(TestContext.Current.CancellationToken)).Select(node => node.RingRevision);
}
