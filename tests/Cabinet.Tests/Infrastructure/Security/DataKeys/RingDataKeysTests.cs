using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Application.Security.DataKeys;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.RootKeys;
using Cabinet.Tests.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.DataKeys;

public sealed class RingDataKeysTests : IAsyncLifetime
{
    private const string Reason = "asked by the customer";

    private static readonly byte[] Plaintext = "the customer's file"u8.ToArray();
    private static readonly Caller Caller = new("ops", CallerRole.Admin);

    private readonly RecordingDriver driver = new(new InMemoryStoreDriver());
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly List<ServiceProvider> nodes = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ContentContext Context { get; } =
        new(KeyPurposes.Content, "customer-file", new Guid("00112233-4455-6677-8899-aabbccddeeff"), "", 1, "acme");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await driver.DisposeAsync();
    }

    [Theory]
    [InlineData(0, SealingProfile.AesGcm)]
    [InlineData(100, SealingProfile.AesGcm)]
    [InlineData(EnvelopeFormat.LargestSingle + 1, SealingProfile.AesGcm)]
    [InlineData(100, SealingProfile.XChaCha20)]
    [InlineData(EnvelopeFormat.LargestSingle + 1, SealingProfile.XChaCha20)]
    public async Task What_one_node_seals_under_a_data_key_another_one_opens(int size, SealingProfile profile)
    {
        var writer = await StartAsync(profile);
        var reader = await StartAsync();
        var plaintext = new byte[size];
        new Random(size).NextBytes(plaintext);
        var key = await CreateAsync(writer);

        var envelope = Done(await writer.SealAsync(key, plaintext, Context, Cancellation));

        Assert.Equal(plaintext, Done(await reader.OpenAsync(key, envelope, Context, Cancellation)));
        Assert.Equal(
            key.ToByteArray(bigEndian: true), envelope.AsSpan(EnvelopeFormat.KeyIdOffset, KeyId.Size).ToArray());
        Assert.Equal((byte)profile, envelope[EnvelopeFormat.ProfileOffset]);
    }

    [Fact]
    public async Task Only_the_same_key_context_and_bytes_open()
    {
        var keys = await StartAsync();
        var key = await CreateAsync(keys);
        var other = await CreateAsync(keys);
        var envelope = Done(await keys.SealAsync(key, Plaintext, Context, Cancellation));
        byte[] flipped = [.. envelope.AsSpan(0, 100), (byte)(envelope[100] ^ 1), .. envelope.AsSpan(101)];

        var refusals = new[]
        {
            await keys.OpenAsync(other, envelope, Context, Cancellation),
            await keys.OpenAsync(key, flipped, Context, Cancellation),
            await keys.OpenAsync(key, envelope.AsMemory(1), Context, Cancellation),
            await keys.OpenAsync(key, envelope, Context with { Scope = "x" }, Cancellation),
            await keys.OpenAsync(key, envelope, Context with { Tenant = "other" }, Cancellation),
            await keys.OpenAsync(key, envelope, Context with { Purpose = KeyPurposes.Digest }, Cancellation),
        };

        Assert.All(
            refusals,
            refusal => Assert.Equal(new DataKeyResult.Refused(OpenRefusal.Unreadable.Instance), refusal));
    }

    [Fact]
    public async Task The_rings_own_key_and_a_data_key_never_open_what_the_other_sealed()
    {
        var node = await StartNodeAsync();
        var keys = node.GetRequiredService<IDataKeys>();
        var protector = node.GetRequiredService<IContentProtector>();
        var key = await CreateAsync(keys);
        var underData = Done(await keys.SealAsync(key, Plaintext, Context, Cancellation));
        var underRing = protector.Seal(Plaintext, Context);

        Assert.IsType<OpenRefusal.KeyUnavailable>(protector.Open(underData, Context).Refusal);
        Assert.Equal(
            new DataKeyResult.Refused(OpenRefusal.Unreadable.Instance),
            await keys.OpenAsync(key, underRing, Context, Cancellation));
    }

    [Fact]
    public async Task After_shredding_nothing_opens_and_the_result_says_so()
    {
        var keys = await StartAsync();
        var key = await CreateAsync(keys);
        var envelope = Done(await keys.SealAsync(key, Plaintext, Context, Cancellation));

        Assert.True(await keys.ShredAsync(key, Caller, Reason, Cancellation));

        var shredded = new DataKeyResult.Shredded(time.GetUtcNow());
        Assert.Equal(shredded, await keys.OpenAsync(key, envelope, Context, Cancellation));
        Assert.Equal(shredded, await keys.SealAsync(key, Plaintext, Context, Cancellation));
        Assert.False(await keys.ShredAsync(key, Caller, Reason, Cancellation));
        Assert.True((await driver.DataKeys.FindAsync(key, Cancellation))!.Wrapped.IsNone);
    }

    [Fact]
    public async Task Another_process_notices_within_five_seconds()
    {
        var shredder = await StartAsync();
        var reader = await StartAsync();
        var key = await CreateAsync(shredder);
        var envelope = Done(await reader.SealAsync(key, Plaintext, Context, Cancellation));
        await shredder.ShredAsync(key, Caller, Reason, Cancellation);

        time.Advance(IDataKeys.LongestStaleness - TimeSpan.FromMilliseconds(1));
        Assert.IsType<DataKeyResult.Done>(await reader.OpenAsync(key, envelope, Context, Cancellation));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<DataKeyResult.Shredded>(await reader.OpenAsync(key, envelope, Context, Cancellation));
    }

    [Fact]
    public async Task Creating_and_shredding_are_audited_in_the_commit_that_does_it()
    {
        var keys = await StartAsync();
        var key = await CreateAsync(keys);
        await keys.ShredAsync(key, Caller, Reason, Cancellation);

        var writes = driver.WriteSets.Where(set => set.Operations.Any(op => op is AddDataKey or ShredDataKey)).ToList();

        Assert.Equal(2, writes.Count);
        Assert.Equal(
            [AuditActions.DataKeyCreated, AuditActions.DataKeyShredded],
            writes.Select(set => set.Operations.OfType<AppendAudit>().Single().Event.Action));
        Assert.All(writes.Select(set => set.Operations.OfType<AppendAudit>().Single().Event), audited =>
        {
            Assert.Equal((key.ToString(), "ops", Reason), (audited.Subject, audited.Actor, audited.Reason));
        });
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_not_found()
    {
        var keys = await StartAsync();
        var nobody = new Guid("11111111-1111-1111-1111-111111111111");

        Assert.IsType<DataKeyResult.NotFound>(await keys.SealAsync(nobody, Plaintext, Context, Cancellation));
        Assert.IsType<DataKeyResult.NotFound>(await keys.OpenAsync(nobody, Plaintext, Context, Cancellation));
        Assert.False(await keys.ShredAsync(nobody, Caller, Reason, Cancellation));
    }

    [Fact]
    public async Task A_wrapped_key_that_was_put_beside_another_id_opens_nothing()
    {
        var keys = await StartAsync();
        var key = await CreateAsync(keys);
        var record = (await driver.DataKeys.FindAsync(key, Cancellation))!;
        var moved = record with { Id = new Guid("22222222-2222-2222-2222-222222222222") };
        await driver.CommitAsync(new WriteSet(new AddDataKey(moved)), Cancellation);

        Assert.Equal(
            new DataKeyResult.Refused(OpenRefusal.Unreadable.Instance),
            await keys.SealAsync(moved.Id, Plaintext, Context, Cancellation));
    }

    [Fact]
    public async Task Sealing_for_another_tenant_and_saying_no_reason_are_callers_bugs()
    {
        var keys = await StartAsync();
        var key = await CreateAsync(keys);

        await Assert.ThrowsAsync<ArgumentException>(
            () => keys.SealAsync(key, Plaintext, Context with { Tenant = "other" }, Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(
            () => keys.CreateAsync("customer", "acme", Caller, " ", Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(
            () => keys.ShredAsync(key, Caller, new string('x', 1_001), Cancellation).AsTask());
    }

    private static ValueTask<Guid> CreateAsync(IDataKeys keys) =>
        keys.CreateAsync("customer 7", "acme", Caller, Reason, Cancellation);

    private static byte[] Done(DataKeyResult result) => Assert.IsType<DataKeyResult.Done>(result).Bytes.ToArray();

    private async Task<IDataKeys> StartAsync(SealingProfile profile = SealingProfile.AesGcm) =>
        (await StartNodeAsync(profile)).GetRequiredService<IDataKeys>();

    private async Task<ServiceProvider> StartNodeAsync(SealingProfile profile = SealingProfile.AesGcm)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IStoreDriver>(driver);
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<IRootKeyProvider>(new FixedRootKeys(7));
        services.AddCabinet();
        services.Configure<SecurityOptions>(options => options.Profile = profile);
        var node = services.BuildServiceProvider();
        nodes.Add(node);
        await CabinetStartup.OpenCabinetAsync(node, Cancellation);
        return node;
    }
}
