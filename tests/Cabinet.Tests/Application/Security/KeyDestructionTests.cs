using System.Text;
using Cabinet.Application.Integrations.Publishing;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Conformance;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Integrations.Storage;
using Cabinet.Infrastructure.Persistence.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Tests.Application.Security;

/// <summary>Guarantee 11: a version goes only when nothing uses it, all have confirmed, and the others are fenced.</summary>
public sealed class KeyDestructionTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cabinet-destruction-").FullName;
    private readonly InMemoryStoreDriver driver = new();
    private readonly StoreSamples samples = new();
    private readonly List<RingNode> nodes = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await driver.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public static TheoryData<ContentPlace> Places => [.. Enum.GetValues<ContentPlace>()];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_version_is_not_destroyed_while_anything_in_the_store_is_under_it(ContentPlace place)
    {
        var node = await StartAsync(isNode: false);
        var old = await RotateAsync(node);
        await PutAsync(place, old, await node.ActiveAsync());

        var refused = Assert.IsType<KeyResult.Refused>(await node.DestroyAsync(old));

        Assert.Contains("1 in store", refused.Why, StringComparison.Ordinal);
        var key = (await driver.Keys.ListAsync(Cancel)).Single(key => StoreSamples.Name(key) == old);
        Assert.Equal((KeyState.Retired, false), (key.State, key.IsFenced));
        Assert.False(key.WrappedKey.IsEmpty);
    }

    [Fact]
    public async Task A_version_is_not_destroyed_while_a_blob_or_an_entry_of_the_feed_is_under_it()
    {
        var node = await StartAsync(isNode: false);
        await node.Get<IBlobStorage>().PutAsync("blob"u8.ToArray(), Cancel);
        await node.Get<IPublisher>().PublishAsync(new Publication("item", "{}"u8.ToArray()), "key", Cancel);
        var old = await RotateAsync(node);

        var refused = Assert.IsType<KeyResult.Refused>(await node.DestroyAsync(old));

        Assert.Contains("1 in blobs", refused.Why, StringComparison.Ordinal);
        Assert.Contains("1 in feed", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lay_under_it_is_sealed_anew_and_still_opens_when_it_is_gone()
    {
        var node = await StartAsync();
        var task = await node.WriteAsync();
        var blob = await node.Get<IBlobStorage>().PutAsync("blob"u8.ToArray(), Cancel);
        await node.Get<IPublisher>().PublishAsync(new Publication("item", "{}"u8.ToArray()), "key", Cancel);
        var old = await RotateAsync(node);

        await ResealAsync(node);
        await DestroyAsync(node, old);

        Assert.Equal(KeyState.Destroyed, await node.StateAsync(old));
        Assert.True((await driver.Keys.ListAsync(Cancel)).Single(key => StoreSamples.Name(key) == old).WrappedKey.IsEmpty);
        await node.LookAsync();
        foreach (var reader in new[] { node, await StartAsync(isNode: false) })
        {
            Assert.Equal("secret", await reader.ReadAsync(task));
            Assert.IsType<BlobRead.Found>(await reader.Get<IBlobStorage>().ReadAsync(blob, Cancel));
            Assert.Single(await reader.Get<IPublicationFeed>().ReadAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_frozen_node_blocks_it_until_it_has_expired_and_then_writes_nothing_under_it()
    {
        var (alive, frozen) = (await StartAsync(), await StartAsync());
        var old = await alive.ActiveAsync();
        var published = Assert.IsType<KeyResult.Waiting>(await alive.RotateAsync());
        await alive.LookAsync();
        await frozen.LookAsync();
        Assert.IsType<KeyResult.Changed>(await alive.ActivateAsync(published.Version));
        await alive.LookAsync();

        // From here on it looks no more, and goes on sealing under the old version.
        var waiting = Assert.IsType<KeyResult.Waiting>(await alive.DestroyAsync(old));
        Assert.Equal(frozen.Current, Assert.Single(waiting.Nodes).Id);
        var record = (await alive.Store.Nodes.ListAsync(Cancel)).Single(node => node.Id == frozen.Current);
        await alive.DoAsync(new ExpireNode(record.Id, record.Beat));
        await DestroyAsync(alive, old);

        var job = samples.Job();
        var context = ContentContexts.JobPayload(job.Id, job.Queue, job.Type);
        var late = Content.FromSealed(frozen.Get<IContentProtector>().Seal("late"u8, context));
        Assert.True(SealedUnder.TryRead(late.Sealed.Span, out var under) && under == old);
        var refused = Assert.IsType<CommitResult.Refused>(await driver.CommitAsync(
            new WriteSet(new EnqueueJob(job with { Payload = late })), Cancel));
        Assert.Equal(Refusal.KeyFenced, refused.Reason);

        // Through the front it learns what it missed, and nothing is lost.
        Assert.Equal("secret", await alive.ReadAsync(await frozen.WriteAsync()));
    }

    [Fact]
    public async Task The_fence_is_confirmed_by_every_live_node_before_the_key_goes()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        var old = await RotateAsync(first, second);
        await second.LookAsync();

        var waiting = Assert.IsType<KeyResult.Waiting>(await first.DestroyAsync(old));

        Assert.Equal(2, waiting.Nodes.Count);
        Assert.Equal(KeyState.Retired, await first.StateAsync(old));
        await first.LookAsync();
        Assert.IsType<KeyResult.Waiting>(await first.DestroyAsync(old));
        await second.LookAsync();
        Assert.IsType<KeyResult.Changed>(await first.DestroyAsync(old));
    }

    [Fact]
    public async Task Large_payloads_keep_their_version_also_from_a_process_that_can_not_see_them()
    {
        var holder = await StartAsync(configure: services => services.AddPayloadFolder(options => options.Path = folder));
        var elsewhere = await StartAsync(isNode: false);
        var stored = await holder.Get<IPayloadStorage>().PutAsync(samples.Job().Id, "large"u8.ToArray(), Cancel);
        await holder.DoAsync(new TakeLease(StoredPayload.CollectionTask, holder.Current!.Value));
        await holder.DoAsync(new ReleaseLease(
            holder.Current.Value,
            new BackgroundResult(StoredPayload.CollectionTask, samples.Now, true, 0, TimeSpan.Zero, "Done.")));
        var old = await RotateAsync(holder);

        var unseen = Assert.IsType<KeyResult.Refused>(await elsewhere.DestroyAsync(old));
        var seen = Assert.IsType<KeyResult.Refused>(await holder.DestroyAsync(old));

        Assert.Contains("--payloads", unseen.Why, StringComparison.Ordinal);
        Assert.Contains("1 in payloads", seen.Why, StringComparison.Ordinal);
        Assert.False((await driver.Keys.ListAsync(Cancel)).Single(key => StoreSamples.Name(key) == old).IsFenced);
        await ResealAsync(holder);
        await DestroyAsync(holder, old);
        Assert.IsType<BlobRead.Found>(await holder.Get<IPayloadStorage>().ReadAsync(stored.Address, Cancel));
    }

    [Fact]
    public async Task What_turns_up_after_the_fence_ends_it_and_takes_the_fence_down()
    {
        var late = new LateHoldings();
        var node = await StartAsync(isNode: false, services => services.AddSingleton<ISealedHoldings>(late));
        var old = await RotateAsync(node);

        var refused = Assert.IsType<KeyResult.Refused>(await node.DestroyAsync(old));

        Assert.Contains("7 in somewhere", refused.Why, StringComparison.Ordinal);
        var key = (await driver.Keys.ListAsync(Cancel)).Single(key => StoreSamples.Name(key) == old);
        Assert.Equal((KeyState.Retired, false), (key.State, key.IsFenced));
        var actions = await ActionsAsync(node);
        Assert.Contains(AuditActions.KeyFenced, actions, StringComparison.Ordinal);
        Assert.Contains(AuditActions.KeyUnfenced, actions, StringComparison.Ordinal);
        Assert.DoesNotContain(AuditActions.KeyDestroyed, actions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_retired_version_is_destroyed_and_only_once()
    {
        var node = await StartAsync(isNode: false);
        var active = await node.ActiveAsync();
        Assert.Contains("active", Assert.IsType<KeyResult.Refused>(await node.DestroyAsync(active)).Why, StringComparison.Ordinal);
        Assert.IsType<KeyResult.NotFound>(
            await node.DestroyAsync(active with { Version = new KeyVersion(99) }));

        var old = await RotateAsync(node);
        Assert.IsType<KeyResult.Changed>(await node.DestroyAsync(old));
        Assert.Contains("already", Assert.IsType<KeyResult.Refused>(await node.DestroyAsync(old)).Why, StringComparison.Ordinal);
        Assert.Contains(AuditActions.KeyDestroyed, await ActionsAsync(node), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_names_a_destroyed_version_is_at_fault_itself()
    {
        var node = await StartAsync(isNode: false);
        var job = samples.Job();
        var context = ContentContexts.JobPayload(job.Id, job.Queue, job.Type);
        var payload = node.Get<IContentProtector>().Seal([1], context);
        var old = await RotateAsync(node);
        await DestroyAsync(node, old);
        await node.LookAsync();

        Assert.Same(OpenRefusal.Unreadable.Instance, node.Get<IContentProtector>().Open(payload, context).Refusal);
    }

    [Fact]
    public async Task A_claimed_job_whose_version_is_destroyed_before_it_runs_still_opens_and_is_kept_whole()
    {
        var node = await StartAsync();
        var job = samples.Job() with { Payload = Content.FromPlain("payload"u8.ToArray()) };
        await node.DoAsync(new EnqueueJob(job));
        var claim = new ClaimRequest(node.Current!.Value, job.Queue, 1, samples.Now);
        var claimed = Assert.Single((await node.Store.ClaimAsync(claim, Cancel)).Jobs);
        var old = await RotateAsync(node);
        await ResealAsync(node);
        await DestroyAsync(node, old);
        await node.LookAsync();

        var opened = await node.Store.OpenPayloadAsync(claimed, Cancel);
        Assert.Equal("payload"u8.ToArray(), opened.Plaintext);

        await node.DoAsync(new EndJob(claimed.Lease, samples.History(job) with { Payload = claimed.Payload }));
        var history = await node.Store.History.FindAsync(job.Id, Cancel);
        Assert.Equal("payload"u8.ToArray(), history!.Payload.Plain.ToArray());
    }

    [Fact]
    public async Task What_is_moved_is_sealed_under_the_active_version()
    {
        var node = await StartAsync();
        var job = samples.Job() with { Payload = Content.FromPlain("payload"u8.ToArray()) };
        await node.DoAsync(new EnqueueJob(job));
        var claim = new ClaimRequest(node.Current!.Value, job.Queue, 1, samples.Now);
        var claimed = Assert.Single((await node.Store.ClaimAsync(claim, Cancel)).Jobs);
        await RotateAsync(node);

        await node.DoAsync(new EndJob(claimed.Lease, samples.History(job) with { Payload = claimed.Payload }));

        var stored = (await driver.History.FindAsync(job.Id, Cancel))!.Payload;
        Assert.True(SealedUnder.TryRead(stored.Sealed.Span, out var under));
        Assert.Equal(await node.ActiveAsync(), under);
    }

    private async Task<RingNode> StartAsync(bool isNode = true, Action<IServiceCollection>? configure = null)
    {
        var node = await RingNode.StartAsync(driver, folder, samples, isNode, configure);
        nodes.Add(node);
        return node;
    }

    /// <summary>Rotates the content key, every node confirming.</summary>
    /// <returns>The version that was active before.</returns>
    private static async Task<SealedUnder> RotateAsync(params RingNode[] all)
    {
        var old = await all[0].ActiveAsync();
        if (await all[0].RotateAsync() is KeyResult.Waiting { Version: var published })
        {
            foreach (var node in all)
            {
                await node.LookAsync();
            }

            Assert.IsType<KeyResult.Changed>(await all[0].ActivateAsync(published));
        }

        await all[0].LookAsync();
        return old;
    }

    private static async Task ResealAsync(RingNode node)
    {
        while ((await node.Get<KeyResealing>().RunBatchAsync(2, Cancel)).HasMore)
        {
            // Until nothing is left.
        }
    }

    private static async Task DestroyAsync(RingNode node, SealedUnder version)
    {
        var result = await node.DestroyAsync(version);
        while (result is KeyResult.Waiting)
        {
            await node.LookAsync();
            result = await node.DestroyAsync(version);
        }

        Assert.Equal(new KeyResult.Changed(version, KeyState.Destroyed), result);
    }

    private static async Task<string> ActionsAsync(RingNode node) => string.Join('\n',
        (await node.Store.Audit.ListLastAsync(100, Cancel)).Select(entry => Encoding.UTF8.GetString(entry.Entry.Span)));

    /// <summary>Puts one content under a version into one place, past the front; all else is under another.</summary>
    private async Task PutAsync(ContentPlace place, SealedUnder version, SealedUnder other)
    {
        Content At(ContentPlace where) => StoreSamples.Sealed("x", where == place ? version : other);
        var node = samples.Node();
        var job = samples.Job() with { Payload = At(ContentPlace.JobPayload) };
        var letter = samples.Job() with { Queue = StoreSamples.OtherQueue, Payload = At(ContentPlace.DeadLetterPayload) };
        var task = samples.Task() with { State = At(ContentPlace.TaskState), Label = At(ContentPlace.TaskLabel) };
        var key = samples.DataKey() with { Wrapped = At(ContentPlace.DataKey) };
        var schedule = samples.Schedule("each") with { Payload = At(ContentPlace.SchedulePayload) };
        await CommitAsync(
            new RegisterNode(node), new EnqueueJob(job), new EnqueueJob(letter), new InsertTask(task), new AddDataKey(key),
            new PutSchedule(schedule));
        var step = samples.Completed("step") with { Result = At(ContentPlace.JournalStep) };
        var claimed = await ClaimAsync(node, job);
        await CommitAsync(
            new RecordStep(claimed.Lease, step),
            new RetryJob(claimed.Lease, samples.Now, samples.Error() with { Message = At(ContentPlace.JobError) }));
        var dead = await ClaimAsync(node, letter);
        await CommitAsync(new DeadLetterJob(
            dead.Lease, DeadLetterReason.Permanent, samples.Error() with { Message = StoreSamples.Sealed("x", other) }));
        var ended = samples.Job() with { Queue = StoreSamples.OtherQueue, Payload = StoreSamples.Sealed("x", other) };
        await CommitAsync(new EnqueueJob(ended));
        await CommitAsync(new EndJob((await ClaimAsync(node, ended)).Lease, samples.History(ended) with
        {
            Payload = At(ContentPlace.HistoryPayload),
            Result = At(ContentPlace.HistoryResult),
        }));
        await CommitAsync(new RetireNode(node.Id));
    }

    private async Task<ClaimedJob> ClaimAsync(NodeRecord node, NewJob job) => Assert.Single(
        (await driver.ClaimAsync(new ClaimRequest(node.Id, job.Queue, 1, samples.Now), Cancel)).Jobs);

    private async Task CommitAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet(operations), Cancel));

    /// <summary>Holds nothing when it is first asked, and something from then on.</summary>
    private sealed class LateHoldings : ISealedHoldings
    {
        private int asked;

        public string Name => "somewhere";

        public ValueTask<long> CountAsync(SealedUnder version, long limit, CancellationToken cancellationToken) =>
            new(asked++ == 0 ? 0 : 7);

        public ValueTask<ResealResult> ResealAsync(
            SealedUnder version, int limit, CancellationToken cancellationToken) => new(default(ResealResult));
    }
}
