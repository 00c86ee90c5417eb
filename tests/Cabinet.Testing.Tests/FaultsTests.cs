using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Testing.Tests;

public sealed class FaultsTests : WorkTest
{
    [Fact]
    public async Task A_failed_attempt_is_retried_when_its_time_comes()
    {
        Test.Faults.Fail<Work>(FailureKind.Integration, "the other side is down");
        await EnqueueAsync();

        var failed = Assert.Single(await Test.DrainAsync(Cancel));
        Assert.Equal((FailureKind.Integration, "the other side is down"), (failed.Failure!.Kind, failed.Failure.Message));
        var retry = Assert.IsType<Settlement.Retried>(failed.Settlement);

        Assert.Empty(await Test.DrainAsync(Cancel));
        var second = Assert.Single(await Test.AdvanceAsync(TimeSpan.FromSeconds(5), Cancel));
        Assert.True(second.IsCompleted);
        Assert.Equal(2, second.Attempt);
        Assert.Equal(retry.DueAt.ToUnixTimeMilliseconds(), second.At.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_job_that_fails_each_time_ends_among_the_dead_letters()
    {
        Script.Body = static (_, _, _) => throw new InvalidOperationException("boom");
        await EnqueueAsync();

        var runs = await Test.AdvanceAsync(TimeSpan.FromHours(1), Cancel);

        Assert.Equal([1, 2, 3], runs.Select(run => run.Attempt));
        Assert.IsType<Settlement.DeadLettered>(runs[^1].Settlement);
        Assert.Single(await Test.Store.DeadLetters.ListAsync(new(), Page.First, Cancel));
    }

    [Fact]
    public async Task A_thrown_exception_is_what_the_outcome_says()
    {
        Test.Faults.Throw<Work>(new FormatException("not a number"));
        await EnqueueAsync();

        Assert.Contains(
            "not a number", Assert.Single(await Test.DrainAsync(Cancel)).Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(Script.Calls);
    }

    [Theory]
    [InlineData(CancellationCause.Timeout)]
    [InlineData(CancellationCause.Requested)]
    [InlineData(CancellationCause.Shutdown)]
    public async Task A_handler_sees_why_it_is_cancelled(CancellationCause cause)
    {
        CancellationCause? seen = null;
        Script.Body = (_, context, cancellation) =>
        {
            seen ??= context.CancellationCause;
            cancellation.ThrowIfCancellationRequested();
            return ValueTask.FromResult(JobResult.Done);
        };
        switch (cause)
        {
            case CancellationCause.Timeout:
                Test.Faults.TimeOut<Work>();
                break;
            case CancellationCause.Requested:
                Test.Faults.Cancel<Work>();
                break;
            default:
                Test.Faults.Interrupt<Work>();
                break;
        }

        await EnqueueAsync();
        var first = (await Test.DrainAsync(Cancel))[0];

        Assert.Equal(cause, seen);
        Assert.IsType(
            cause switch
            {
                CancellationCause.Timeout => typeof(Settlement.Retried),
                CancellationCause.Requested => typeof(Settlement.Ended),
                _ => typeof(Settlement.GivenBack),
            },
            first.Settlement);
    }

    [Fact]
    public async Task After_a_crash_the_job_runs_again_and_costs_no_attempt()
    {
        Test.Faults.Crash<Work>();
        await EnqueueAsync();

        var runs = await Test.DrainAsync(Cancel);

        Assert.Equal([(null, 1), (Settlement.Completed, 1)], runs.Select(run => (run.Settlement, run.Attempt)));
        Assert.Equal(2, Script.Calls.Count);
    }

    [Fact]
    public async Task An_outcome_without_its_lease_is_refused_and_the_job_runs_again()
    {
        Test.Faults.LoseLease<Work>();
        await EnqueueAsync();

        var runs = await Test.DrainAsync(Cancel);

        Assert.Equal([Settlement.Lost, Settlement.Completed], runs.Select(run => run.Settlement));
    }

    [Fact]
    public async Task Three_deaths_while_it_runs_alone_are_poison()
    {
        for (var i = 0; i < 4; i++)
        {
            Test.Faults.Crash<Work>();
        }

        await EnqueueAsync();
        var runs = await Test.DrainAsync(Cancel);

        Assert.Equal(4, Script.Calls.Count);
        Assert.Equal(
            DeadLetterReason.Poison, Assert.IsType<Settlement.DeadLettered>(runs[^1].Settlement).Reason);
    }

    [Fact]
    public async Task Without_the_store_nothing_is_enqueued_and_the_caller_hears_of_it()
    {
        Test.Faults.StoreUnavailable();

        var exception = await Assert.ThrowsAsync<StoreException>(EnqueueAsync);

        Assert.False(exception.OutcomeUnknown);
        Assert.Equal(0, Test.Enqueued.Count);
        Assert.Empty(await Test.DrainAsync(Cancel));
        await EnqueueAsync();
        Assert.Single(await Test.DrainAsync(Cancel));
    }

    [Fact]
    public async Task When_an_answer_is_lost_the_job_is_there_all_the_same()
    {
        Test.Faults.LoseAnswers();

        Assert.True((await Assert.ThrowsAsync<StoreException>(EnqueueAsync)).OutcomeUnknown);

        Assert.Single((await Test.DrainAsync(Cancel)).AllCompleted());
    }

    [Fact]
    public async Task An_outcome_whose_answer_was_lost_is_not_committed_twice()
    {
        await EnqueueAsync();
        Test.Faults.StoreUnavailable();
        Test.Faults.LoseAnswers();

        // What came of the second try shows at the third: the lease is gone with the job.
        Assert.Equal(Settlement.Lost, Assert.Single(await Test.DrainAsync(Cancel)).Settlement);
        Assert.Empty(await Test.DrainAsync(Cancel));
        Assert.Single(Script.Calls);
    }

    private async Task EnqueueAsync() =>
        await Test.Jobs.EnqueueAsync(new Work("x"), cancellationToken: Cancel);
}
