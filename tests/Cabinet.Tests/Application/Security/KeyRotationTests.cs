using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Conformance;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Persistence.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Tests.Application.Security;

public sealed class KeyRotationTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cabinet-rotation-").FullName;
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

    [Fact]
    public async Task A_published_version_is_activated_only_when_every_live_node_has_confirmed()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        var old = await first.ActiveAsync();

        var published = Assert.IsType<KeyResult.Waiting>(await first.RotateAsync());
        Assert.Equal(2, published.Nodes.Count);
        Assert.Equal(KeyState.Pending, await first.StateAsync(published.Version));

        await first.LookAsync();
        var waiting = Assert.IsType<KeyResult.Waiting>(await first.ActivateAsync(published.Version));
        Assert.Equal(second.Current, Assert.Single(waiting.Nodes).Id);
        Assert.Equal(old, await first.ActiveAsync());

        await second.LookAsync();
        Assert.IsType<KeyResult.Changed>(await first.ActivateAsync(published.Version));
        Assert.Equal(published.Version, await first.ActiveAsync());
        Assert.Equal(KeyState.Retired, await first.StateAsync(old));
        Assert.Equal(old.KeyId, published.Version.KeyId);
        Assert.Equal(old.Version.Value + 1, published.Version.Version.Value);
    }

    [Fact]
    public async Task A_data_key_that_was_wrapped_before_a_rotation_is_wrapped_anew_by_the_commit_that_brings_it()
    {
        var process = await StartAsync(isNode: false);
        var id = new Guid(1, 2, 3, new byte[8]);
        var wrapped = process.Get<IContentProtector>().Seal(new byte[32], ContentContexts.DataKey(id, ""));
        var old = await process.ActiveAsync();
        await process.RotateAsync();
        await process.LookAsync();

        await process.DoAsync(new AddDataKey(new DataKeyRecord
        {
            Id = id,
            Subject = "customer 7",
            Profile = 1,
            Wrapped = Content.FromSealed(wrapped),
            CreatedAt = samples.Now,
        }));

        var stored = await process.Store.DataKeys.FindAsync(id, Cancel);
        Assert.True(SealedUnder.TryRead(stored!.Wrapped.Sealed.Span, out var version));
        Assert.NotEqual(old, version);
        Assert.Equal(await process.ActiveAsync(), version);
    }

    [Fact]
    public async Task Without_a_live_node_a_rotation_takes_effect_at_once()
    {
        var process = await StartAsync(isNode: false);

        Assert.Equal(KeyState.Active, Assert.IsType<KeyResult.Changed>(await process.RotateAsync()).State);
    }

    [Fact]
    public async Task A_node_that_is_dead_is_waited_for_until_it_has_expired()
    {
        var (alive, frozen) = (await StartAsync(), await StartAsync());
        var published = Assert.IsType<KeyResult.Waiting>(await alive.RotateAsync());
        await alive.LookAsync();
        Assert.IsType<KeyResult.Waiting>(await alive.ActivateAsync(published.Version));

        var record = (await alive.Store.Nodes.ListAsync(Cancel)).Single(node => node.Id == frozen.Current);
        await alive.DoAsync(new ExpireNode(record.Id, record.Beat));

        Assert.IsType<KeyResult.Changed>(await alive.ActivateAsync(published.Version));
    }

    [Fact]
    public async Task A_read_under_a_version_that_this_process_does_not_know_yet_brings_its_ring_up_to_date()
    {
        var (behind, ahead) = (await StartAsync(isNode: false), await StartAsync(isNode: false));
        var earlier = await behind.WriteAsync("before");
        await ahead.RotateAsync();
        await ahead.LookAsync();
        var later = await ahead.WriteAsync("after");

        Assert.Equal("after", await behind.ReadAsync(later));
        Assert.Equal("before", await behind.ReadAsync(earlier));
        Assert.Equal(ahead.Ring.Revision, behind.Ring.Revision);
    }

    [Fact]
    public async Task A_read_under_a_version_that_is_pending_here_brings_the_ring_up_to_date()
    {
        var (behind, ahead) = (await StartAsync(), await StartAsync());
        var published = Assert.IsType<KeyResult.Waiting>(await ahead.RotateAsync());
        await behind.LookAsync();
        await ahead.LookAsync();
        Assert.IsType<KeyResult.Changed>(await ahead.ActivateAsync(published.Version));
        await ahead.LookAsync();
        var id = await ahead.WriteAsync();
        Assert.Equal(KeyState.Pending, behind.Ring.StateOf(published.Version));

        Assert.Equal("secret", await behind.ReadAsync(id));
        Assert.Equal(KeyState.Active, behind.Ring.StateOf(published.Version));
    }

    [Theory]
    [InlineData(KeyState.Pending, StoreFault.KeyUnavailable)]
    [InlineData(KeyState.None, StoreFault.KeyUnavailable)]
    [InlineData(KeyState.Destroyed, StoreFault.Unreadable)]
    public async Task A_row_under_a_version_that_may_not_open_says_whose_fault_it_is(KeyState state, StoreFault fault)
    {
        var node = await StartAsync();
        var version = Assert.IsType<KeyResult.Waiting>(await node.RotateAsync()).Version;
        var named = state == KeyState.None ? version with { Version = new KeyVersion(77) } : version;
        var task = samples.Task() with { Label = Content.None, IdempotencyKey = null };
        var forged = node.Get<IContentProtector>().Seal([1], ContentContexts.TaskState(task.Id, task.Pipeline));
        named.WriteTo(forged.AsSpan(SealedUnder.Offset));
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(
            new WriteSet(new InsertTask(task with { State = Content.FromSealed(forged) })), Cancel));
        if (state == KeyState.Destroyed)
        {
            Assert.IsType<KeyResult.Changed>(await node.DestroyAsync(version));
        }

        var trouble = await Assert.ThrowsAsync<StoreException>(async () => await node.Store.Tasks.FindAsync(task.Id, Cancel));

        Assert.Equal(fault, trouble.Fault);
    }

    [Fact]
    public async Task Each_step_is_audited_with_its_reason_in_its_own_commit()
    {
        var node = await StartAsync(isNode: false);
        await node.RotateAsync();

        var entries = await AuditAsync(node);
        foreach (var action in new[] { AuditActions.KeyPublished, AuditActions.KeyActivated, AuditActions.KeyRetired })
        {
            Assert.Single(entries, entry =>
                entry.Contains($"\"{action}\"", StringComparison.Ordinal)
                && entry.Contains(Caller.LocalOperator.Name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task Without_a_reason_nothing_happens(string? reason)
    {
        var node = await StartAsync(isNode: false);
        var before = await driver.Keys.ReadRevisionAsync(Cancel);
        var active = await node.ActiveAsync();
        var admin = Caller.LocalOperator;
        KeyResult[] results =
        [
            await node.Keys.RotateAsync(KeyPurposes.Content, "", admin, reason!, Cancel),
            await node.Keys.ActivateAsync(active, admin, reason!, Cancel),
            await node.Keys.RetireAsync(active, admin, reason!, Cancel),
            await node.Keys.DestroyAsync(active, admin, reason!, Cancel),
            await node.Keys.RotateAsync(KeyPurposes.Content, "", admin, new string('x', 1_001), Cancel),
        ];

        Assert.All(results, result => Assert.Contains(
            "reason", Assert.IsType<KeyResult.Refused>(result).Why, StringComparison.Ordinal));
        Assert.Equal(before, await driver.Keys.ReadRevisionAsync(Cancel));
    }

    [Fact]
    public async Task A_user_may_change_nothing()
    {
        var node = await StartAsync(isNode: false);
        var user = new Caller("somebody", CallerRole.User);
        var active = await node.ActiveAsync();

        Assert.IsType<KeyResult.Denied>(await node.Keys.RotateAsync(KeyPurposes.Content, "", user, "why", Cancel));
        Assert.IsType<KeyResult.Denied>(await node.Keys.ActivateAsync(active, user, "why", Cancel));
        Assert.IsType<KeyResult.Denied>(await node.Keys.RetireAsync(active, user, "why", Cancel));
        Assert.IsType<KeyResult.Denied>(await node.Keys.DestroyAsync(active, user, "why", Cancel));
    }

    [Theory]
    [InlineData(KeyPurposes.Digest, "", "can't be rotated")]
    [InlineData("unheard-of", "", "no purpose")]
    [InlineData(KeyPurposes.Content, "Not A Name", "no name")]
    public async Task What_can_not_be_rotated_is_refused_in_words(string purpose, string tenant, string words)
    {
        var node = await StartAsync(isNode: false);

        var refused = Assert.IsType<KeyResult.Refused>(await node.RotateAsync(purpose, tenant));

        Assert.Contains(words, refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_rotation_at_a_time()
    {
        var node = await StartAsync();
        var first = Assert.IsType<KeyResult.Waiting>(await node.RotateAsync());

        Assert.Contains("under way", Assert.IsType<KeyResult.Refused>(await node.RotateAsync()).Why, StringComparison.Ordinal);

        // Given up, it makes room for the next, which never takes the number again.
        Assert.IsType<KeyResult.Changed>(await node.DestroyAsync(first.Version));
        var second = Assert.IsType<KeyResult.Waiting>(await node.RotateAsync());
        Assert.Equal(first.Version.Version.Value + 1, second.Version.Version.Value);
    }

    [Theory]
    [InlineData(KeyPurposes.HttpSignature)]
    [InlineData(KeyPurposes.Webhook)]
    [InlineData(KeyPurposes.Exchange)]
    public async Task The_first_key_of_a_purpose_that_is_not_required_is_made_by_a_rotation(string purpose)
    {
        var node = await StartAsync(isNode: false);
        Assert.IsType<KeyResult.Changed>(await node.RotateAsync(purpose));
        await node.LookAsync();

        Assert.Equal(32, Assert.Single(node.Keys.ListPublicKeys(purpose, "")).PublicKey.Length);

        // It needs no successor.
        Assert.IsType<KeyResult.Changed>(await node.Keys.RetireAsync(
            await node.ActiveAsync(purpose), Caller.LocalOperator, "not used any more", Cancel));
    }

    [Fact]
    public async Task A_required_key_is_retired_by_its_successor_only()
    {
        var node = await StartAsync(isNode: false);

        Assert.IsType<KeyResult.Refused>(await node.Keys.RetireAsync(
            await node.ActiveAsync(), Caller.LocalOperator, "why", Cancel));
    }

    [Fact]
    public async Task A_tenants_own_key_seals_for_that_tenant_and_opens_for_no_other()
    {
        var node = await StartAsync(isNode: false);
        Assert.IsType<KeyResult.Changed>(await node.RotateAsync(tenant: "acme"));
        await node.LookAsync();
        var protector = node.Get<IContentProtector>();
        var context = new ContentContext(KeyPurposes.Content, RecordTypes.Blob, Guid.Empty, "x", 1, "acme");

        var acme = protector.Seal([1], context);
        var other = protector.Seal([1], context with { Tenant = "other" });

        Assert.True(SealedUnder.TryRead(acme, out var acmes));
        Assert.True(SealedUnder.TryRead(other, out var others));
        Assert.Equal(await node.ActiveAsync(tenant: "acme"), acmes);
        Assert.Equal(await node.ActiveAsync(), others);
        Assert.True(protector.Open(acme, context).IsOpened);
        Assert.Same(
            OpenRefusal.Unreadable.Instance, protector.Open(acme, context with { Tenant = "other" }).Refusal);
        Assert.Same(OpenRefusal.Unreadable.Instance, protector.Open(acme, context with { Tenant = "" }).Refusal);
        Assert.Same(OpenRefusal.Unreadable.Instance, protector.Open(other, context).Refusal);
    }

    [Fact]
    public async Task If_it_can_not_be_audited_it_has_no_effect()
    {
        // A first start is audited too, so the ring is there before the encoder breaks.
        await StartAsync(isNode: false);
        var node = await RingNode.StartAsync(
            driver,
            folder,
            samples,
            isNode: false,
            services => services.AddSingleton<IAuditEncoder, BrokenAuditEncoder>());
        nodes.Add(node);
        var before = await driver.Keys.ReadRevisionAsync(Cancel);

        await Assert.ThrowsAsync<IOException>(async () => await node.RotateAsync());

        Assert.Equal(before, await driver.Keys.ReadRevisionAsync(Cancel));
    }

    private async Task<RingNode> StartAsync(bool isNode = true)
    {
        var node = await RingNode.StartAsync(driver, folder, samples, isNode);
        nodes.Add(node);
        return node;
    }

    private static async Task<IReadOnlyList<string>> AuditAsync(RingNode node) =>
    [
        .. (await node.Store.Audit.ListLastAsync(100, Cancel)).Select(entry => Encoding.UTF8.GetString(entry.Entry.Span)),
    ];

    private sealed class BrokenAuditEncoder : IAuditEncoder
    {
        public ReadOnlyMemory<byte> Encode(AuditEvent audited) => throw new IOException("No audit today.");
    }
}
