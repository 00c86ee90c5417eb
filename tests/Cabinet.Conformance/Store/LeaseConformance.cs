using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Conformance.Store;

/// <summary>Leases on background tasks: one node at a time, for as long as it lives.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class LeaseConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private const string Name = "retention";

    /// <summary>The holder may take it again; nobody else may.</summary>
    [Fact]
    public async Task A_lease_is_held_by_one_node()
    {
        var holder = await RegisterAsync();
        var other = await RegisterAsync();
        await DoAsync(new TakeLease(Name, holder));
        await DoAsync(new TakeLease(Name, holder));
        await RefusedAsync(Refusal.LeaseHeld, new TakeLease(Name, other));
        await DoAsync(new TakeLease("another", other));
    }

    /// <summary>A release frees it and tells operators how the run went.</summary>
    [Fact]
    public async Task A_release_frees_the_lease_and_records_the_result()
    {
        var holder = await RegisterAsync();
        await DoAsync(new TakeLease(Name, holder));
        await DoAsync(new ReleaseLease(holder, Result()));

        Assert.Equal([Result()], await ResultsAsync());
        await DoAsync(new TakeLease(Name, await RegisterAsync()));
        Assert.Equal([Result()], await ResultsAsync());
    }

    /// <summary>A later result takes the place of the one before; each task has its own, by name.</summary>
    [Fact]
    public async Task The_last_result_of_each_task_is_listed_by_name()
    {
        var node = await RegisterAsync();
        var later = Result() with { Succeeded = false, Affected = 0, Message = "The disk is full." };
        var another = Result() with { Name = "another" };
        await DoAsync(new TakeLease(Name, node), new ReleaseLease(node, Result()));
        await DoAsync(new TakeLease(Name, node), new ReleaseLease(node, later));
        await DoAsync(new TakeLease(another.Name, node), new ReleaseLease(node, another));

        Assert.Equal([another, later], await ResultsAsync());
    }

    /// <summary>Who doesn't hold it can't release it: not before, not after, not instead of another.</summary>
    [Fact]
    public async Task Only_the_holder_releases()
    {
        var holder = await RegisterAsync();
        var other = await RegisterAsync();
        await RefusedAsync(Refusal.LeaseHeld, new ReleaseLease(holder, Result()));
        await DoAsync(new TakeLease(Name, holder));
        await RefusedAsync(Refusal.LeaseHeld, new ReleaseLease(other, Result()));
        await DoAsync(new ReleaseLease(holder, Result()));
        await RefusedAsync(Refusal.LeaseHeld, new ReleaseLease(holder, Result()));
    }

    /// <summary>A dead node holds nothing, and what it still tries is refused.</summary>
    [Fact]
    public async Task The_leases_of_a_dead_node_are_free()
    {
        var dead = await RegisterAsync();
        await DoAsync(new TakeLease(Name, dead));
        await ExpireAsync(dead);
        await RefusedAsync(Refusal.LeaseHeld, new ReleaseLease(dead, Result()));

        await DoAsync(new TakeLease(Name, await RegisterAsync()));
        await RefusedAsync(Refusal.LeaseHeld, new ReleaseLease(dead, Result()));
    }

    /// <summary>Nor does a node that retired.</summary>
    [Fact]
    public async Task The_leases_of_a_retired_node_are_free()
    {
        var retired = await RegisterAsync();
        await DoAsync(new TakeLease(Name, retired));
        await DoAsync(new RetireNode(retired));
        await DoAsync(new TakeLease(Name, await RegisterAsync()));
    }

    private BackgroundResult Result() =>
        new(Name, Samples.Now, Succeeded: true, Affected: 12, TimeSpan.FromMilliseconds(34), "Twelve records pruned.");

    private ValueTask<IReadOnlyList<BackgroundResult>> ResultsAsync() =>
        Driver.Nodes.ListBackgroundResultsAsync(TestContext.Current.CancellationToken);
}
