using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Application.Queue;

public sealed class MiddlewareTests
{
    private readonly List<string> seen = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_one_declared_is_the_outermost()
    {
        await using var fixture = await OpenAsync(JobMiddleware.Create<Outer>(), JobMiddleware.Create<Inner>());

        Assert.IsType<JobOutcome.Succeeded>(await RunAsync(fixture));

        Assert.Equal(["outer in", "inner in", "handler 7", "inner out", "outer out"], seen);
    }

    [Fact]
    public async Task One_for_another_type_is_left_out_and_one_for_this_type_runs()
    {
        await using var fixture = await OpenAsync(JobMiddleware.Create<Outer>(ExecutorFixture.Type));

        await RunAsync(fixture);

        Assert.Equal(["outer in", "handler 7", "outer out"], seen);
        Assert.Equal(
            "Middleware Outer is for jobs of type 'other', which isn't declared. Declare it with AddJob; these are: .",
            Assert.Throws<ArgumentException>(
                static () => new JobCatalog([], [JobMiddleware.Create<Outer>(new JobType("other"))])).Message);
    }

    [Fact]
    public async Task What_does_not_call_next_answers_in_the_place_of_the_handler()
    {
        await using var fixture = await OpenAsync(JobMiddleware.Create<Outer>(), JobMiddleware.Create<Inner>());
        fixture.Services[typeof(Inner)] = new Inner(seen, (_, _, _) => new(JobResult.Snooze(TimeSpan.FromMinutes(5))));

        var snoozed = Assert.IsType<JobOutcome.Snoozed>(await RunAsync(fixture));

        Assert.Equal(TimeSpan.FromMinutes(5), snoozed.Delay);
        Assert.Equal(["outer in", "outer out"], seen);
    }

    [Theory]
    [InlineData(FailureKind.Permanent)]
    [InlineData(FailureKind.Integration)]
    public async Task A_failure_of_the_handler_passes_through_with_its_kind(FailureKind kind)
    {
        await using var fixture = await OpenAsync(JobMiddleware.Create<Outer>());
        fixture.Handle = (_, _, _) => throw new JobFailedException(kind, "as it is");

        Assert.Equal(new JobFailure(kind, "as it is"), Assert.IsType<JobOutcome.Failed>(await RunAsync(fixture)).Failure);
    }

    [Fact]
    public async Task What_a_middleware_throws_is_the_failure_of_the_attempt()
    {
        await using var fixture = await OpenAsync(JobMiddleware.Create<Inner>());
        fixture.Services[typeof(Inner)] = new Inner(seen, (_, _, _) => throw new InvalidDataException("no tenant"));

        var failed = Assert.IsType<JobOutcome.Failed>(await RunAsync(fixture));

        Assert.Equal(new JobFailure(FailureKind.Transient, "InvalidDataException: no tenant"), failed.Failure);
    }

    [Fact]
    public async Task Calling_next_twice_does_not_run_the_handler_twice()
    {
        await using var fixture = await OpenAsync(JobMiddleware.Create<Inner>());
        fixture.Services[typeof(Inner)] = new Inner(seen, async (_, next, token) =>
        {
            await next(token);
            return await next(token);
        });

        var failed = Assert.IsType<JobOutcome.Failed>(await RunAsync(fixture));

        Assert.Contains("Inner called next twice", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(["handler 7"], seen);
    }

    [Fact]
    public async Task One_that_the_container_does_not_know_is_named()
    {
        await using var fixture = await OpenAsync(JobMiddleware.Create<Outer>());
        fixture.Services.Clear();

        var failed = Assert.IsType<JobOutcome.Failed>(await RunAsync(fixture));

        Assert.Equal("Middleware Outer is not in the container. Register it before the node starts.", failed.Failure.Message);
    }

    [Fact]
    public async Task Its_token_is_cancelled_with_the_job()
    {
        await using var fixture = await OpenAsync(JobMiddleware.Create<Inner>());
        using var control = new JobControl();
        fixture.Services[typeof(Inner)] = new Inner(seen, (_, _, token) =>
        {
            control.Cancel(CancellationCause.Requested);
            token.ThrowIfCancellationRequested();
            return new(JobResult.Done);
        });
        await fixture.Jobs.EnqueueAsync(new TestPayload(7), cancellationToken: Cancel);

        Assert.IsType<JobOutcome.Cancelled>(await fixture.RunAsync(await fixture.ClaimAsync(), control));
    }

    private async Task<ExecutorFixture> OpenAsync(params JobMiddleware[] middleware)
    {
        var fixture = await ExecutorFixture.OpenAsync(middleware);
        fixture.Services[typeof(Outer)] = new Outer(seen);
        fixture.Services[typeof(Inner)] = new Inner(seen, null);
        fixture.Handle = (payload, _, _) =>
        {
            seen.Add($"handler {payload.Value}");
            return new(JobResult.Done);
        };
        return fixture;
    }

    private static async Task<JobOutcome> RunAsync(ExecutorFixture fixture)
    {
        await fixture.Jobs.EnqueueAsync(new TestPayload(7), cancellationToken: Cancel);
        return await fixture.RunAsync(await fixture.ClaimAsync());
    }

    private sealed class Outer(List<string> seen) : IJobMiddleware
    {
        public async ValueTask<JobResult> InvokeAsync(
            JobContext context, JobDelegate next, CancellationToken cancellationToken)
        {
            seen.Add("outer in");
            var result = await next(cancellationToken);
            seen.Add("outer out");
            return result;
        }
    }

    private sealed class Inner(
        List<string> seen, Func<JobContext, JobDelegate, CancellationToken, ValueTask<JobResult>>? invoke) : IJobMiddleware
    {
        public async ValueTask<JobResult> InvokeAsync(
            JobContext context, JobDelegate next, CancellationToken cancellationToken)
        {
            if (invoke is not null)
            {
                return await invoke(context, next, cancellationToken);
            }

            seen.Add("inner in");
            var result = await next(cancellationToken);
            seen.Add("inner out");
            return result;
        }
    }
}
