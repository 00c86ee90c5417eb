using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Postgres.Tests.Writing.Operations;

public sealed class ContentCommandsTests : OperationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = new(1, 0, 0, new byte[8]);
    private static readonly Content Old = Content.FromSealed(new byte[] { 1 });
    private static readonly Content New = Content.FromSealed(new byte[] { 2 });

    [Theory]
    [InlineData(ContentPlace.JobPayload, "job", "payload")]
    [InlineData(ContentPlace.JournalStep, "step", "result")]
    [InlineData(ContentPlace.JobError, "job_error", "message")]
    [InlineData(ContentPlace.DeadLetterPayload, "dead_letter", "payload")]
    [InlineData(ContentPlace.HistoryPayload, "history", "payload")]
    [InlineData(ContentPlace.HistoryResult, "history", "result")]
    [InlineData(ContentPlace.TaskState, "task", "state")]
    [InlineData(ContentPlace.TaskLabel, "task", "label")]
    [InlineData(ContentPlace.DataKey, "data_key", "wrapped")]
    public async Task A_content_is_replaced_once_where_it_lies(ContentPlace place, string table, string column)
    {
        await InsertAsync();
        var row = place is ContentPlace.JournalStep or ContentPlace.JobError ? "1" : Id.ToString("N");
        Assert.Equal(CommitResult.Done, await CommitAsync(Replace(place, row)));
        Assert.Equal("\\x02", await ReadAsync($"SELECT {column} FROM cabinet.{table}"));
        Assert.Equal(Refused(Refusal.ContentChanged), await CommitAsync(Replace(place, row)));
        Assert.Equal(Refused(Refusal.ContentChanged), await CommitAsync(Replace(place, "nowhere")));
    }

    [Fact]
    public async Task A_data_key_is_kept_once_and_shredded_once()
    {
        var key = new DataKeyRecord { Id = Id, Subject = "s", Profile = 1, Wrapped = Old, CreatedAt = Now };
        Assert.Equal(Refused(Refusal.DataKeyNotFound), await CommitAsync(new ShredDataKey(Id, Now)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new AddDataKey(key)));
        Assert.Equal(Refused(Refusal.DuplicateId, Id), await CommitAsync(new AddDataKey(key)));
        Assert.Equal(CommitResult.Done, await CommitAsync(new ShredDataKey(Id, Now)));
        Assert.Equal(Refused(Refusal.DataKeyNotFound), await CommitAsync(new ShredDataKey(Id, Now)));
        Assert.Equal(
            "- 2026-03-01T12:00:00+00:00", await ReadAsync("SELECT wrapped, shredded_at FROM cabinet.data_key"));
        Assert.Equal(
            Refused(Refusal.ContentChanged), await CommitAsync(Replace(ContentPlace.DataKey, Id.ToString("N"))));
    }

    private static ReplaceContent Replace(ContentPlace place, string row) => new(
        new StoredContent(place, row, ContentContexts.JobError(new JobId(Id), 1, FailureKind.Permanent), Old), New);

    private Task InsertAsync() => ExecuteAsync(
        $"""
        INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, type, queue, attempt, deaths, priority,
          class, progress, cancel, annexed, payload)
        VALUES ('{Id}', pg_current_xact_id(), 20, 0, 0, now(), 1, 1, 0, 0, 5, 0, 0, false, false, '\x01');
        INSERT INTO cabinet.step (job, name, effect, completed, at, result) VALUES ('{Id}', 's', 0, true, now(), '\x01');
        INSERT INTO cabinet.job_error (job, attempt, kind, at, message) VALUES ('{Id}', 1, 0, now(), '\x01');
        INSERT INTO cabinet.dead_letter (id, place, epoch, fence, error, created_at, dead_at, type, queue, attempts,
          priority, reason, payload) VALUES ('{Id}', 17, 4, 9, 1, now(), now(), 1, 1, 3, 7, 0, '\x01');
        INSERT INTO cabinet.history (id, ended_at, created_at, type, queue, attempts, ending, payload, result)
        VALUES ('{Id}', now(), now(), 1, 1, 1, 0, '\x01', '\x01');
        INSERT INTO cabinet.task (id, version, created_at, pipeline, status, label, state)
        VALUES ('{Id}', 1, now(), 1, 0, '\x01', '\x01');
        INSERT INTO cabinet.data_key (id, subject, tenant, profile, created_at, wrapped)
        VALUES ('{Id}', 's', '', 1, now(), '\x01');
        """);
}
