using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Application.Queue;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class DeadLetterExpiryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_is_older_than_its_type_keeps_it_is_discarded_with_an_audit_record()
    {
        var keep = new JobOptions { KeepDeadLetters = TimeSpan.FromDays(1) };
        await using var fixture = await ExecutorFixture.OpenAsync(keep);
        await DeadLetterAsync(fixture, 3);
        fixture.Time.Advance(TimeSpan.FromHours(25));
        await DeadLetterAsync(fixture, 2);

        await RunAsync(fixture, new HistoryRetentionOptions { BatchSize = 2 }, keep);

        Assert.Equal(2, await fixture.Store.DeadLetters.CountAsync(DeadLetterFilter.All, Cancel));
        var history = await fixture.Store.History.ListAsync(HistoryFilter.All, Page.First, Cancel);
        Assert.Equal(3, history.Count(record => record.End == JobEnd.Discarded));
        Assert.Equal(3, (await fixture.Store.Audit.ListAfterAsync(0, 100, Cancel)).Count(entry =>
            System.Text.Encoding.UTF8.GetString(entry.Entry.Span)
                .Contains("dead-letter expiry", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_setting_dead_letters_wait_for_a_person()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await DeadLetterAsync(fixture, 1);
        fixture.Time.Advance(TimeSpan.FromDays(1_000));

        Assert.False(await Create(fixture, new HistoryRetentionOptions(), new JobOptions()).HasWorkAsync(Cancel));
        await RunAsync(fixture, new HistoryRetentionOptions(), new JobOptions());

        Assert.Equal(1, await fixture.Store.DeadLetters.CountAsync(DeadLetterFilter.All, Cancel));
    }

    [Fact]
    public async Task What_an_operator_says_of_a_type_goes_before_what_holds_for_all()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await DeadLetterAsync(fixture, 2);
        await SayAsync(fixture, null, TimeSpan.FromDays(1));
        await SayAsync(fixture, ExecutorFixture.Type, TimeSpan.FromDays(3));
        fixture.Time.Advance(TimeSpan.FromDays(2));
        var expiry = Create(fixture, new HistoryRetentionOptions(), new JobOptions());

        Assert.True(await expiry.HasWorkAsync(Cancel));
        await RunAsync(expiry);
        Assert.Equal(2, await fixture.Store.DeadLetters.CountAsync(DeadLetterFilter.All, Cancel));

        await SayAsync(fixture, ExecutorFixture.Type, null);
        await RunAsync(expiry);
        Assert.Equal(0, await fixture.Store.DeadLetters.CountAsync(DeadLetterFilter.All, Cancel));
        await SayAsync(fixture, null, null);
        Assert.False(await expiry.HasWorkAsync(Cancel));
    }

    private static async Task SayAsync(ExecutorFixture fixture, JobType? type, TimeSpan? keep) =>
        Assert.IsType<CommitResult.Committed>(await fixture.Store.CommitAsync(
            new WriteSet(new SetRetention(type, RetainedAs.DeadLetter, keep)), Cancel));

    private static DeadLetterExpiry Create(
        ExecutorFixture fixture, HistoryRetentionOptions options, JobOptions job) => new(
        fixture.Store,
        fixture.DeadLetters,
        new JobCatalog(
        [
            JobDefinition.Create<TestPayload, ExecutorFixture.TestHandler>(
                ExecutorFixture.Type, TestJson.Default.TestPayload, job),
        ]),
        Options.Create(options),
        fixture.Time);

    private static Task RunAsync(ExecutorFixture fixture, HistoryRetentionOptions options, JobOptions job) =>
        RunAsync(Create(fixture, options, job));

    private static async Task RunAsync(DeadLetterExpiry expiry)
    {
        while ((await expiry.RunBatchAsync(Cancel)).HasMore)
        {
        }
    }

    private static async Task DeadLetterAsync(ExecutorFixture fixture, int count)
    {
        fixture.Handle = (payload, _, _) =>
            throw new JobFailedException(FailureKind.Permanent, $"Order {payload.Value} is unknown.");
        for (var number = 0; number < count; number++)
        {
            await fixture.Jobs.EnqueueAsync(new TestPayload(number), cancellationToken: Cancel);
            Assert.IsType<Settlement.DeadLettered>(await fixture.RunAndSettleAsync(await fixture.ClaimAsync()));
        }

        var group = Assert.Single(await fixture.Store.DeadLetters.ListGroupsAsync(null, Cancel));
        Assert.True(group.Count >= count);
    }
}
