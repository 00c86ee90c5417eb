using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Testing.Tests;

public sealed class DrainTests : WorkTest
{
    [Fact]
    public async Task Jobs_run_by_queue_and_priority_until_none_is_left()
    {
        await EnqueueAsync("b2", new EnqueueOptions { Queue = new QueueName("b") });
        await EnqueueAsync("b1", new EnqueueOptions { Queue = new QueueName("b"), Priority = new JobPriority(0) });
        await EnqueueAsync("a", new EnqueueOptions { Queue = new QueueName("a") });

        var runs = (await Test.DrainAsync(Cancel)).AllCompleted();

        Assert.Equal(["a", "b1", "b2"], Script.Calls.Select(call => call.Name));
        Assert.Equal(3, runs.Count);
        Assert.Empty(await Test.DrainAsync(Cancel));
    }

    [Fact]
    public async Task What_handlers_enqueue_runs_too()
    {
        Script.Body = async (work, _, cancellation) =>
        {
            if (work.Name.Length < 3)
            {
                await Test.Jobs.EnqueueAsync(new Work(work.Name + "+"), cancellationToken: cancellation);
            }

            return JobResult.Done;
        };
        await EnqueueAsync("x");

        await Test.DrainAsync(Cancel);

        Assert.Equal(["x", "x+", "x++"], Script.Calls.Select(call => call.Name));
    }

    [Fact]
    public async Task A_handler_that_enqueues_its_like_for_ever_ends_the_test_with_words()
    {
        await using var short_ = await StartAsync(new CabinetTestOptions { MaximumRuns = 5 });
        Script.Body = async (work, _, cancellation) =>
        {
            await short_.Jobs.EnqueueAsync(work, cancellationToken: cancellation);
            return JobResult.Done;
        };
        await short_.Jobs.EnqueueAsync(new Work("again"), cancellationToken: Cancel);

        var exception = await Assert.ThrowsAsync<CabinetTestException>(() => short_.DrainAsync(Cancel));

        Assert.Contains("5 jobs ran and there are still more", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_waits_for_the_clock_ends_the_test_with_words()
    {
        await using var impatient = await StartAsync(
            new CabinetTestOptions { Patience = TimeSpan.FromMilliseconds(50) });
        Script.Body = async (_, _, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), impatient.Clock, cancellation);
            return JobResult.Done;
        };
        await impatient.Jobs.EnqueueAsync(new Work("wait"), cancellationToken: Cancel);

        var exception = await Assert.ThrowsAsync<CabinetTestException>(() => impatient.DrainAsync(Cancel));

        Assert.Contains("The test's clock stands still", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_complete_is_listed()
    {
        Test.Faults.Fail<Work>(FailureKind.Permanent, "no such customer");
        await EnqueueAsync("x");
        var runs = await Test.DrainAsync(Cancel);

        var exception = Assert.Throws<CabinetTestException>(() => runs.AllCompleted());

        Assert.Contains("1 of 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Permanent: no such customer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_test_takes_the_same_course()
    {
        var first = await CourseAsync();
        var second = await CourseAsync();

        Assert.Equal(first, second);
        Assert.Equal(6, first.Count);
    }

    private async Task<List<string>> CourseAsync()
    {
        await using var test = await StartAsync();
        test.Faults.Fail<Work>(FailureKind.Transient);
        test.Faults.Crash<Work>();
        for (var i = 0; i < 4; i++)
        {
            await test.Jobs.EnqueueAsync(new Work($"{i}"), cancellationToken: Cancel);
        }

        var runs = await test.AdvanceAsync(TimeSpan.FromMinutes(1), Cancel);
        return [.. runs.Select(run => $"{run} at {run.At:O}")];
    }

    private async Task EnqueueAsync(string name, EnqueueOptions? options = null) =>
        await Test.Jobs.EnqueueAsync(new Work(name), options, Cancel);
}
