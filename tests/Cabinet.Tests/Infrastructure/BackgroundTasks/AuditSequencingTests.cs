using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Infrastructure.Security.Audit;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class AuditSequencingTests : IAsyncDisposable
{
    private readonly AuditFixture audit = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_works_off_what_waits_in_bounded_batches_and_leaves_a_log_at_rest_alone()
    {
        var task = new AuditSequencing(
            audit.Store, audit.Sequencer, Options.Create(new AuditSequencingOptions { BatchSize = 2 }));
        Assert.False(await task.HasWorkAsync(Cancel));
        for (var number = 0; number < 5; number++)
        {
            await audit.AppendAsync();
        }

        Assert.True(await task.HasWorkAsync(Cancel));
        Assert.Equal(new BatchResult(2, true), await task.RunBatchAsync(Cancel));
        Assert.Equal(new BatchResult(2, true), await task.RunBatchAsync(Cancel));
        Assert.Equal(new BatchResult(1, false), await task.RunBatchAsync(Cancel));
        Assert.False(await task.HasWorkAsync(Cancel));
        Assert.Equal(5, (await audit.ReadCheckpointAsync()).Head.Size);
    }

    [Fact]
    public void Wrong_options_are_named_with_what_is_allowed()
    {
        var validator = new AuditSequencingValidator();
        var wrong = new AuditSequencingOptions { Interval = TimeSpan.Zero, BatchSize = 1_001 };

        Assert.True(validator.Validate(null, new AuditSequencingOptions()).Succeeded);
        Assert.Collection(
            validator.Validate(null, wrong).Failures!,
            each => Assert.Contains("Interval", each, StringComparison.Ordinal),
            each => Assert.Contains("is 1001; it must be from 1 to 1000", each, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => audit.DisposeAsync();
}
