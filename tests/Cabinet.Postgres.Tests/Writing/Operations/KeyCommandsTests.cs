using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;
using Npgsql;

namespace Cabinet.Postgres.Tests.Writing.Operations;

public sealed class KeyCommandsTests : OperationTests
{
    private const string Ring =
        "SELECT state, fenced, revision, octet_length(wrapped_key), uses FROM cabinet.key_version WHERE version = 1";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SealedUnder First = new(new KeyId(1), new KeyVersion(1));
    private static readonly SealedUnder Second = new(new KeyId(1), new KeyVersion(2));

    [Fact]
    public async Task A_version_is_added_once_and_one_of_its_purpose_is_active()
    {
        Assert.Equal(CommitResult.Done, await CommitAsync(Add(First, KeyState.Active)));
        Assert.Equal(Refused(Refusal.KeyExists), await CommitAsync(Add(First, KeyState.Pending)));
        Assert.Equal(Refused(Refusal.KeyExists), await CommitAsync(Add(Second, KeyState.Active)));
        Assert.Equal(CommitResult.Done, await CommitAsync(Add(Second, KeyState.Pending)));
        Assert.Equal(Refused(Refusal.KeyExists), await CommitAsync(Change(Second, KeyState.Pending, KeyState.Active)));
        Assert.Equal(
            CommitResult.Done,
            await CommitAsync(
                Change(First, KeyState.Active, KeyState.Retired), Change(Second, KeyState.Pending, KeyState.Active)));
        Assert.Equal("3 false 3 4 0", await ReadAsync(Ring));
        Assert.Equal("2 4", await ReadAsync("SELECT state, revision FROM cabinet.key_version WHERE version = 2"));
        Assert.Equal("4", await ReadAsync("SELECT value FROM cabinet.counter WHERE name = 'ring'"));
    }

    [Fact]
    public async Task A_retired_version_is_destroyed_behind_a_fence_only()
    {
        await CommitAsync(Add(First, KeyState.Active));
        Assert.Equal(Refused(Refusal.KeyChanged), await CommitAsync(new FenceKeyVersion(First, true)));
        await CommitAsync(Change(First, KeyState.Active, KeyState.Retired));
        Assert.Equal(
            Refused(Refusal.KeyChanged), await CommitAsync(Change(First, KeyState.Retired, KeyState.Destroyed)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new FenceKeyVersion(First, true)));
        Assert.Equal("3 true 3 4 0", await ReadAsync(Ring));
        Assert.Equal(CommitResult.Done, await CommitAsync(new FenceKeyVersion(First, false)));
        Assert.Equal("3 false 4 4 0", await ReadAsync(Ring));
        Assert.Equal(
            CommitResult.Done,
            await CommitAsync(
                new FenceKeyVersion(First, true), Change(First, KeyState.Retired, KeyState.Destroyed)));
        Assert.Equal("4 true 6 0 0", await ReadAsync(Ring));
        Assert.Equal(
            Refused(Refusal.KeyChanged),
            await CommitAsync(new ReplaceWrappedKey(First, ReadOnlyMemory<byte>.Empty, new byte[] { 1 })));
    }

    [Fact]
    public async Task A_fence_waits_for_whoever_read_the_ring_and_gives_up_when_that_takes_long()
    {
        await CommitAsync(Add(First, KeyState.Active), Change(First, KeyState.Active, KeyState.Retired));
        await using var reading = await OpenAsync();
        await using var read = await reading.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ReadRingAsync(reading);

        await using var fencing = await OpenAsync();
        var fenced = CommitAsync(fencing, new FenceKeyVersion(First, true));
        await WaitUntilBlockedAsync(fencing, fenced);
        Assert.Equal("55P03", (await Assert.ThrowsAsync<PostgresException>(() => fenced)).SqlState);

        fenced = CommitAsync(fencing, new FenceKeyVersion(First, true));
        await WaitUntilBlockedAsync(fencing, fenced);
        await read.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CommitResult.Done, await fenced);
    }

    [Fact]
    public async Task Of_two_that_activate_at_the_same_time_the_second_is_refused()
    {
        await CommitAsync(Add(First, KeyState.Pending), Add(Second, KeyState.Pending));
        await using var one = await OpenAsync();
        await using var transaction = await one.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CommitResult.Done, await CommitAsync(one, Change(First, KeyState.Pending, KeyState.Active)));
        await using var other = await OpenAsync();
        var second = CommitAsync(other, Change(Second, KeyState.Pending, KeyState.Active));
        await WaitUntilBlockedAsync(other, second);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Refused(Refusal.KeyExists), await second);
    }

    [Fact]
    public async Task Uses_are_reserved_up_to_the_limit_and_leave_the_revision()
    {
        Assert.Equal(Refused(Refusal.KeyChanged), await CommitAsync(new ReserveKeyUses(First, 1, 10)));
        await CommitAsync(Add(First, KeyState.Active));
        Assert.Equal(CommitResult.Done, await CommitAsync(new ReserveKeyUses(First, 6, 10)));
        Assert.Equal(Refused(Refusal.KeyExhausted), await CommitAsync(new ReserveKeyUses(First, 5, 10)));
        Assert.Equal(
            Refused(Refusal.KeyExhausted), await CommitAsync(new ReserveKeyUses(First, long.MaxValue, 10)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new ReserveKeyUses(First, 4, 10)));
        Assert.Equal("2 false 1 4 10", await ReadAsync(Ring));
    }

    [Fact]
    public async Task A_wrapped_key_is_replaced_only_as_it_was_read()
    {
        await CommitAsync(Add(First, KeyState.Active));
        Assert.Equal(
            Refused(Refusal.KeyChanged),
            await CommitAsync(new ReplaceWrappedKey(First, new byte[] { 9 }, new byte[] { 1 })));
        Assert.Equal(
            CommitResult.Done,
            await CommitAsync(new ReplaceWrappedKey(First, new byte[] { 1, 2, 3, 4 }, new byte[] { 1 })));
        Assert.Equal("2 false 2 1 0", await ReadAsync(Ring));
    }

    [Fact]
    public async Task A_revision_is_confirmed_once_every_node_has_it()
    {
        var node = new NodeRecord(new NodeId(new Guid(1, 0, 0, new byte[8])), "host", TimeSpan.FromSeconds(30), 1, Now);
        Assert.Equal(CommitResult.Done, await CommitAsync(new RequireRingConfirmed(3)));
        await CommitAsync(new RegisterNode(node));
        Assert.Equal(Refused(Refusal.RingUnconfirmed), await CommitAsync(new RequireRingConfirmed(3)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new ConfirmRing(node.Id, 3), new RequireRingConfirmed(3)));
    }

    private Task<CommitResult> ReadRingAsync(NpgsqlConnection connection) => CommitAsync(
        connection, static (commands, _) => commands.Query("SELECT 1 FROM cabinet.key_version FOR KEY SHARE"));

    private static ChangeKeyState Change(SealedUnder version, KeyState from, KeyState to) =>
        new(version, from, to, Now);

    private static AddKeyVersion Add(SealedUnder version, KeyState state) => new(new KeyVersionRecord
    {
        KeyId = version.KeyId,
        Version = version.Version,
        Purpose = "content",
        State = state,
        Profile = 1,
        WrappedKey = new byte[] { 1, 2, 3, 4 },
        CheckValue = new byte[32],
        CreatedAt = Now,
    });
}
