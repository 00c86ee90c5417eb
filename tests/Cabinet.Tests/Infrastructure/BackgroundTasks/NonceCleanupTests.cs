using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class NonceCleanupTests : IAsyncDisposable
{
    private readonly TestClock clock = new();
    private readonly TestStore store = new();

    [Fact]
    public async Task Only_nonces_whose_time_is_over_go_in_bounded_batches()
    {
        var now = clock.GetUtcNow();
        for (var number = 0; number < 1_005; number++)
        {
            var end = number < 1_002 ? now.AddMilliseconds(-1 - number) : now.AddMilliseconds(number - 1_002);
            await store.CommitAsync(new ConsumeNonce("", number.ToString("x64"), end));
        }

        var cleanup = new NonceCleanup(store, clock);

        Assert.Equal(new BatchResult(1_000, true), await cleanup.RunBatchAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new BatchResult(2, false), await cleanup.RunBatchAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new BatchResult(0, false), await cleanup.RunBatchAsync(TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
