using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Postgres.Writing;
using Cabinet.Infrastructure.Postgres.Writing.Operations;

namespace Cabinet.Postgres.Tests.Writing.Operations;

public sealed class AuditCommandsTests : OperationTests
{
    private const string Order = "SELECT array_agg(get_byte(entry, 0) ORDER BY number) FROM cabinet.audit";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_event_is_appended_once_alone_and_in_groups()
    {
        Assert.Equal(CommitResult.Done, await CommitAsync(Event(3)));
        Assert.Equal(Refused(Refusal.DuplicateId, Id(3), operation: 1), await CommitAsync(Event(1), Event(3)));
        Assert.Equal(CommitResult.Done, await AddManyAsync(Event(2), Event(1)));
        Assert.Equal(Refused(Refusal.DuplicateId, Id(4), operation: 1), await AddManyAsync(Event(4), Event(4), Event(3)));
        Assert.Equal(Refused(Refusal.DuplicateId, Id(2), operation: 1), await AddManyAsync(Event(5), Event(2)));
        Assert.Equal("[3,2,1]", await ReadAsync(Order));
    }

    [Fact]
    public async Task Numbers_are_in_the_order_of_the_commits()
    {
        await using var one = await OpenAsync();
        await using var transaction = await one.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await CommitAsync(one, Event(1));
        await using var other = await OpenAsync();
        var second = AddManyAsync(other, Event(2));
        await WaitUntilBlockedAsync(other, second);
        await CommitAsync(one, Event(3));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CommitResult.Done, await second);
        Assert.Equal("[1,3,2]", await ReadAsync(Order));
    }

    [Fact]
    public async Task Events_get_their_places_from_the_expected_size_on()
    {
        await CommitAsync(Event(1), Event(2), Event(3));
        Assert.Equal(CommitResult.Done, await CommitAsync(Sequence(0, Id(2), Id(1))));
        Assert.Equal(Refused(Refusal.AuditMoved), await CommitAsync(Sequence(0, Id(3))));
        Assert.Equal(Refused(Refusal.AuditMoved), await CommitAsync(Sequence(2, Id(3), Id(1))));
        Assert.Equal(Refused(Refusal.AuditMoved), await CommitAsync(Sequence(2, Id(9))));
        Assert.Equal(Refused(Refusal.AuditMoved), await CommitAsync(Sequence(2, Id(3), Id(3))));
        Assert.Equal(CommitResult.Done, await CommitAsync(Sequence(2)));
        Assert.Equal(
            "[2,1] 2 1",
            await ReadAsync(
                """
                SELECT (SELECT array_agg(get_byte(entry, 0) ORDER BY idx) FROM cabinet.audit WHERE idx IS NOT NULL) AS o,
                  (SELECT count(*) FROM cabinet.audit_checkpoint) AS c, (SELECT count(*) FROM cabinet.audit_node) AS n
                """));
    }

    [Fact]
    public async Task Of_two_sequencers_at_the_same_time_the_second_is_refused()
    {
        await CommitAsync(Event(1), Event(2));
        await using var one = await OpenAsync();
        await using var transaction = await one.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CommitResult.Done, await CommitAsync(one, Sequence(0, Id(1))));
        await using var other = await OpenAsync();
        var second = CommitAsync(other, Sequence(0));
        await WaitUntilBlockedAsync(other, second);
        Assert.Equal(CommitResult.Done, await CommitAsync(Event(3)));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Refused(Refusal.AuditMoved), await second);
    }

    private async Task<CommitResult> AddManyAsync(params AppendAudit[] events)
    {
        await using var connection = await OpenAsync();
        return await AddManyAsync(connection, events);
    }

    private Task<CommitResult> AddManyAsync(Npgsql.NpgsqlConnection connection, params AppendAudit[] events) => CommitAsync(
        connection,
        (commands, outcome) => AuditCommands.AddMany(
            commands, [.. events.Select((one, number) => (one, new OperationPlace(outcome, number)))]));

    private static Guid Id(byte number) => new(number, 0, 0, new byte[8]);

    private static AppendAudit Event(byte number) =>
        new(new AuditEvent { Id = Id(number), At = Now, Action = "key.added", Actor = "test" })
        {
            Entry = new[] { number },
        };

    private static SequenceAudit Sequence(long size, params Guid[] events) => new(
        size, events, [new AuditNode(0, 0, new byte[32]), new AuditNode(0, 0, new byte[32])],
        new AuditCheckpoint(size + events.Length, "note", Now));
}
