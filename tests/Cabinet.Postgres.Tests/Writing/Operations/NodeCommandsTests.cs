using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Postgres.Tests.Writing.Operations;

public sealed class NodeCommandsTests : OperationTests
{
    private const string Job = "SELECT class, epoch, fence, attempt, deaths, due_at, claimed_at FROM cabinet.job";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly NodeRecord Node = Record(1);
    private static readonly NodeRecord Other = Record(2);

    [Fact]
    public async Task A_node_registers_once_renews_and_confirms_no_lower_revision()
    {
        Assert.Equal(Refused(Refusal.NodeGone), await CommitAsync(new RenewNode(Node.Id, 2)));
        Assert.Equal(Refused(Refusal.NodeGone), await CommitAsync(new ConfirmRing(Node.Id, 2)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new RegisterNode(Node)));
        Assert.Equal(
            Refused(Refusal.DuplicateId, Node.Id.Value), await CommitAsync(new RegisterNode(Node)));
        Assert.Equal(
            CommitResult.Done,
            await CommitAsync(new RenewNode(Node.Id, 7), new ConfirmRing(Node.Id, 5), new ConfirmRing(Node.Id, 3)));
        Assert.Equal("7 5 00:00:30.001", await ReadAsync("SELECT beat, ring_revision, lease_time FROM cabinet.node"));
    }

    [Fact]
    public async Task A_dead_nodes_jobs_return_as_suspects_without_costing_an_attempt()
    {
        await CommitAsync(new RegisterNode(Node));
        await InsertJobAsync(jobClass: 0);
        await ClaimAsync(suspects: false);

        Assert.Equal(Refused(Refusal.NodeAlive), await CommitAsync(new ExpireNode(Node.Id, 9)));
        Assert.Equal(
            new CommitResult.Committed { Affected = 1 }, await CommitAsync(new ExpireNode(Node.Id, Node.Beat)));
        Assert.Equal("2 2 2 4 0 - 2026-03-01T12:00:00+00:00", await ReadAsync(Job));
        Assert.Equal("0 0", await ReadAsync(
            "SELECT (SELECT count(*) FROM cabinet.lease) AS leases, (SELECT count(*) FROM cabinet.node) AS nodes"));
        Assert.Equal(Refused(Refusal.NodeGone), await CommitAsync(new ExpireNode(Node.Id, Node.Beat)));

        await CommitAsync(new RegisterNode(Other));
        await ClaimAsync(suspects: true);
        await CommitAsync(new ExpireNode(Other.Id, Other.Beat));
        Assert.Equal("2 4 3 4 1 - 2026-03-01T12:00:00+00:00", await ReadAsync(Job));
    }

    [Fact]
    public async Task A_retired_nodes_jobs_are_available_again_unsuspected_even_if_they_ran_alone()
    {
        await CommitAsync(new RegisterNode(Node));
        await InsertJobAsync(jobClass: 2);
        await ClaimAsync(suspects: true);

        Assert.Equal(new CommitResult.Committed { Affected = 1 }, await CommitAsync(new RetireNode(Node.Id)));
        Assert.Equal("3 2 2 4 0 - 2026-03-01T12:00:00+00:00", await ReadAsync(Job));
        Assert.Equal(Refused(Refusal.NodeGone), await CommitAsync(new RetireNode(Node.Id)));
    }

    [Fact]
    public async Task A_job_that_was_given_back_stays_when_its_old_lease_is_still_there()
    {
        await CommitAsync(new RegisterNode(Node));
        await InsertJobAsync(jobClass: 0);
        await ClaimAsync(suspects: false);
        await ExecuteAsync("UPDATE cabinet.job SET class = 3, epoch = epoch + 2, fence = 2");

        Assert.Equal(CommitResult.Done, await CommitAsync(new ExpireNode(Node.Id, Node.Beat)));
        Assert.Equal("3 2 2 4 0 - -", await ReadAsync(Job));
    }

    [Fact]
    public async Task What_a_claim_under_way_takes_is_given_back_too()
    {
        await CommitAsync(new RegisterNode(Node));
        await InsertJobAsync(jobClass: 0);

        await using var claiming = await OpenAsync();
        await using var claim = await claiming.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ClaimAsync(claiming);
        await using var expiring = await OpenAsync();
        var expired = CommitAsync(expiring, new ExpireNode(Node.Id, Node.Beat));
        await WaitUntilBlockedAsync(expiring, expired);
        await claim.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new CommitResult.Committed { Affected = 1 }, await expired);
    }

    [Fact]
    public async Task A_heartbeat_under_way_keeps_its_node_alive()
    {
        await CommitAsync(new RegisterNode(Node));
        await using var renewing = await OpenAsync();
        await using var renewal = await renewing.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await CommitAsync(renewing, new RenewNode(Node.Id, 2));
        await using var expiring = await OpenAsync();
        var expired = CommitAsync(expiring, new ExpireNode(Node.Id, Node.Beat));
        await WaitUntilBlockedAsync(expiring, expired);
        await renewal.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Refused(Refusal.NodeAlive), await expired);
    }

    [Fact]
    public async Task A_lease_is_held_until_it_is_released_or_its_node_is_gone()
    {
        Assert.Equal(Refused(Refusal.NodeGone), await CommitAsync(new TakeLease("sweep", Node.Id)));
        await CommitAsync(new RegisterNode(Node), new RegisterNode(Other));
        Assert.Equal(CommitResult.Done, await CommitAsync(new TakeLease("sweep", Node.Id)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new TakeLease("sweep", Node.Id)));
        Assert.Equal(Refused(Refusal.LeaseHeld), await CommitAsync(new TakeLease("sweep", Other.Id)));

        var result = new BackgroundResult("sweep", Now, true, 5, TimeSpan.FromTicks(12_345_678), "swept");
        Assert.Equal(Refused(Refusal.LeaseHeld), await CommitAsync(new ReleaseLease(Other.Id, result)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new ReleaseLease(Node.Id, result)));
        Assert.Equal(
            "- true 5 00:00:01.234 swept",
            await ReadAsync("SELECT node, succeeded, affected, duration, message FROM cabinet.background"));

        Assert.Equal(CommitResult.Done, await CommitAsync(new TakeLease("sweep", Other.Id)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new RetireNode(Other.Id)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new TakeLease("sweep", Node.Id)));
    }

    private Task InsertJobAsync(int jobClass) => ExecuteAsync(
        $"""
        INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, type, queue, attempt, deaths, priority, class,
          progress, cancel, annexed)
        VALUES ('{new Guid(1, 0, 0, new byte[8])}', pg_current_xact_id(), 1, 0, 0, now(), 1, 1, 4, 0, 5, {jobClass},
          0, false, false)
        """);

    private async Task ClaimAsync(bool suspects)
    {
        var node = await ReadAsync("SELECT id FROM cabinet.node");
        Assert.Equal("2", await ReadAsync(
            "SELECT count(*) FROM cabinet.claim("
            + $"'{node}', 1, 10, '2026-03-01 12:00Z', {(suspects ? "true" : "false")}, 1000000)"));
    }

    private async Task ClaimAsync(Npgsql.NpgsqlConnection connection) => await CommitAsync(
        connection,
        (commands, _) => commands.Query("SELECT 1 FROM cabinet.claim($1, 1, 10, $2, false, 1000000)")
            .Id(Node.Id.Value).Time(Now));

    private static NodeRecord Record(byte number) => new(
        new NodeId(new Guid(number, 0, 0, new byte[8])), "host", TimeSpan.FromTicks(300_019_999), 1, Now);
}
