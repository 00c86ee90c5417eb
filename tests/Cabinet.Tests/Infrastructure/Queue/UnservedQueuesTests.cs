using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Queue;
using Cabinet.Tests.Application.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class UnservedQueuesTests
{
    private static readonly QueueName Calls = new("calls");
    private readonly TestLog log = new();

    [Fact]
    public async Task A_queue_that_nobody_here_serves_is_named_with_its_types()
    {
        await StartAsync(new WorkerOptions());
        var entry = Assert.Single(log.Entries);
        Assert.Contains("queue calls", entry.Message, StringComparison.Ordinal);
        Assert.Contains("test", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Served_queues_are_not_worth_a_word()
    {
        await StartAsync(new WorkerOptions().Serve(Calls));
        Assert.Empty(log.Entries);
    }

    private async Task StartAsync(WorkerOptions options)
    {
        var type = JobDefinition.Create<TestPayload, ExecutorFixture.TestHandler>(
            ExecutorFixture.Type, TestJson.Default.TestPayload, new JobOptions { Queue = Calls });
        var logger = new GuardedLogger<UnservedQueues>(new TestLogger<UnservedQueues>(log));
        await new UnservedQueues(options, logger, new JobCatalog([type])).StartAsync(TestContext.Current.CancellationToken);
    }
}
