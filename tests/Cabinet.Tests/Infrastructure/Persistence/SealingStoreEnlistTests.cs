using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Tests.Infrastructure.Persistence;

/// <summary>What the front does with a write set for the caller's own transaction.</summary>
public sealed class SealingStoreEnlistTests : IAsyncLifetime
{
    private readonly OwnTransaction own = new();
    private SealingFixture fixture = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fixture = await SealingFixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task The_driver_gets_ciphertext_and_nobody_is_woken()
    {
        fixture.Driver.EnlistResults.Enqueue(CommitResult.Done);
        Assert.Same(CommitResult.Done, await EnlistAsync(new EnqueueJob(fixture.Job() with { UniqueKey = "key" })));
        var job = Assert.IsType<EnqueueJob>(Assert.Single(fixture.Driver.WriteSets[^1].Operations)).Job;
        Assert.True(job.Payload.IsSealed);
        Assert.Equal(64, job.UniqueKey!.Length);
        Assert.Empty(fixture.Signal.Queues);
    }

    [Fact]
    public async Task What_was_sealed_under_a_fenced_version_is_sealed_anew_once()
    {
        var fenced = new CommitResult.Refused(0, Refusal.KeyFenced);
        fixture.Driver.EnlistResults.Enqueue(fenced);
        fixture.Driver.EnlistResults.Enqueue(CommitResult.Done);
        Assert.Same(CommitResult.Done, await EnlistAsync(new EnqueueJob(fixture.Job())));
        fixture.Driver.EnlistResults.Enqueue(fenced);
        fixture.Driver.EnlistResults.Enqueue(fenced);
        Assert.Same(fenced, await EnlistAsync(new EnqueueJob(fixture.Job())));
        Assert.Empty(fixture.Driver.EnlistResults);
    }

    [Fact]
    public async Task An_operation_that_does_not_belong_there_never_reaches_the_driver()
    {
        var before = fixture.Driver.WriteSets.Count;
        var error = await Assert.ThrowsAsync<ArgumentException>(
            async () => await EnlistAsync(new RegisterNode(fixture.Samples.Node())));
        Assert.Contains(nameof(RegisterNode), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Driver.WriteSets.Count);
    }

    [Fact]
    public async Task A_store_without_transactions_says_which_have_them()
    {
        var error = await Assert.ThrowsAsync<NotSupportedException>(
            async () => await EnlistAsync(new EnqueueJob(fixture.Job())));
        Assert.Contains("PostgreSQL", error.Message, StringComparison.Ordinal);
        Assert.Contains("SQLite", error.Message, StringComparison.Ordinal);
    }

    private ValueTask<CommitResult> EnlistAsync(WriteOperation operation) =>
        fixture.Store.EnlistAsync(new WriteSet(operation), own, Cancel);

    private sealed class OwnTransaction : StoreTransaction;
}
