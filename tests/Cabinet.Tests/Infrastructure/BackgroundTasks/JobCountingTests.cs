using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Application.Queue;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class JobCountingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_a_status_can_count_isnt_counted()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);

        Assert.False(await new JobCounting(fixture.Store, fixture.Time).HasWorkAsync(Cancel));
    }

    [Fact]
    public async Task A_turn_counts_every_queue_once()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);

        var result = await new JobCounting(fixture.Store, fixture.Time).RunBatchAsync(Cancel);

        Assert.Equal(new BatchResult(1, HasMore: false), result);
    }
}
