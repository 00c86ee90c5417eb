using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Postgres.Tests.Writing.Operations;

public sealed class DeadLetterCommandsTests : OperationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JobId Dead = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly JobId Holder = new(new Guid(2, 0, 0, new byte[8]));

    [Fact]
    public async Task A_redriven_job_waits_in_front_with_its_old_place_and_epoch_and_what_hangs_on_it()
    {
        Assert.Equal(Refused(Refusal.DeadLetterNotFound), await CommitAsync(new RedriveJob(Dead)));
        await InsertAsync();
        await ExecuteAsync(
            $"""
            INSERT INTO cabinet.step (job, name, effect, completed, at)
            VALUES ('{Dead}', 'done', 0, true, now()), ('{Dead}', 'started', 0, false, now())
            """);
        Assert.Equal(CommitResult.Done, await CommitAsync(new RedriveJob(Dead)));
        Assert.Equal(
            "3 17 4 9 0 0 false true 7 key [1,2] done 0",
            await ReadAsync(
                """
                SELECT class, place, epoch, fence, attempt, deaths, cancel, annexed, priority, unique_key,
                  ARRAY[get_byte(payload, 0), get_byte(payload, 1)], (SELECT string_agg(name, ',') FROM cabinet.step),
                  (SELECT count(*) FROM cabinet.dead_letter)
                FROM cabinet.job
                """));
        Assert.Equal(Refused(Refusal.DeadLetterNotFound), await CommitAsync(new RedriveJob(Dead)));
    }

    [Fact]
    public async Task A_job_on_which_nothing_hangs_comes_back_without_annexes()
    {
        await InsertAsync();
        await ExecuteAsync(
            $"INSERT INTO cabinet.step (job, name, effect, completed, at) VALUES ('{Dead}', 's', 0, false, now())");
        await CommitAsync(new RedriveJob(Dead));
        Assert.Equal("false", await ReadAsync("SELECT annexed FROM cabinet.job"));
    }

    [Fact]
    public async Task A_redrive_is_refused_while_a_live_job_holds_the_unique_key()
    {
        await InsertAsync();
        await ExecuteAsync(
            $"""
            INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, type, queue, attempt, deaths, priority,
              class, progress, cancel, annexed, unique_key)
            VALUES ('{Holder}', pg_current_xact_id(), 20, 0, 0, now(), 1, 1, 0, 0, 5, 0, 0, false, false, 'key')
            """);
        Assert.Equal(Refused(Refusal.UniqueKeyTaken, Holder.Value), await CommitAsync(new RedriveJob(Dead)));
        Assert.Equal("1", await ReadAsync("SELECT count(*) FROM cabinet.dead_letter"));
    }

    [Fact]
    public async Task Of_two_that_redrive_at_the_same_time_the_second_is_refused()
    {
        await InsertAsync();
        await using var one = await OpenAsync();
        await using var transaction = await one.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CommitResult.Done, await CommitAsync(one, new RedriveJob(Dead)));
        await using var other = await OpenAsync();
        var second = CommitAsync(other, new RedriveJob(Dead));
        await WaitUntilBlockedAsync(other, second);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Refused(Refusal.DeadLetterNotFound), await second);
    }

    [Fact]
    public async Task A_discarded_dead_letter_leaves_only_what_is_to_be_kept()
    {
        await InsertAsync();
        await ExecuteAsync(
            $"""
            INSERT INTO cabinet.step (job, name, effect, completed, at) VALUES ('{Dead}', 'done', 0, true, now());
            INSERT INTO cabinet.job_error (job, attempt, kind, at) VALUES ('{Dead}', 1, 0, now())
            """);
        Assert.Equal(CommitResult.Done, await CommitAsync(new DiscardDeadLetter(Dead, History())));
        Assert.Equal(
            "0 0 0 1",
            await ReadAsync(
                """
                SELECT (SELECT count(*) FROM cabinet.dead_letter) AS a, (SELECT count(*) FROM cabinet.step) AS b,
                  (SELECT count(*) FROM cabinet.job_error) AS c, (SELECT count(*) FROM cabinet.history) AS d
                """));
        Assert.Equal(Refused(Refusal.DeadLetterNotFound), await CommitAsync(new DiscardDeadLetter(Dead, null)));

        Assert.Equal(CommitResult.Done, await CommitAsync(new PruneHistory(Now, 10)));
        Assert.Equal(
            new CommitResult.Committed { Affected = 1 }, await CommitAsync(new PruneHistory(Now.AddMilliseconds(1), 10)));
    }

    private Task InsertAsync() => ExecuteAsync(
        $"""
        INSERT INTO cabinet.dead_letter (id, place, epoch, fence, error, created_at, dead_at, type, queue, attempts,
          priority, reason, unique_key, payload)
        VALUES ('{Dead}', 17, 4, 9, 1, now(), now(), 1, 1, 3, 7, 0, 'key', '\x0102')
        """);

    private static HistoryRecord History() => new()
    {
        Id = Dead,
        Type = new JobType("resize"),
        Queue = new QueueName("images"),
        End = JobEnd.Cancelled,
        Attempts = 3,
        CreatedAt = Now,
        EndedAt = Now,
    };
}
