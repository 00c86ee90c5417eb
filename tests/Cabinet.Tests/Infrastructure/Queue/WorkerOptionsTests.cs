using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class WorkerOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() =>
        Assert.True(new WorkerOptionsValidator().Validate(null, new WorkerOptions()).Succeeded);

    [Fact]
    public void Every_wrong_option_is_named_with_what_is_allowed()
    {
        var options = new WorkerOptions
        {
            NodeName = "",
            Lease = TimeSpan.FromMilliseconds(999),
            PollInterval = TimeSpan.FromMilliseconds(9),
            DrainTimeout = TimeSpan.FromHours(2),
            KeyRetryInterval = TimeSpan.Zero,
            PrefetchLimit = -1,
            UnsettledLimit = 0,
        };
        options.Serve(new QueueName("mail"), concurrency: 1_001).Serve(new QueueName("mail"));

        var failures = new WorkerOptionsValidator().Validate(null, options).Failures!.ToArray();

        Assert.Collection(
            failures,
            each => Assert.Contains("NodeName has 0 characters; it must have 1 to 200", each, StringComparison.Ordinal),
            each => Assert.Contains("it must be from 00:00:01 to 00:10:00", each, StringComparison.Ordinal),
            each => Assert.Contains("PollInterval", each, StringComparison.Ordinal),
            each => Assert.Contains("DrainTimeout", each, StringComparison.Ordinal),
            each => Assert.Contains("KeyRetryInterval", each, StringComparison.Ordinal),
            each => Assert.Contains("PrefetchLimit is -1; it must be from 0 to 1000", each, StringComparison.Ordinal),
            each => Assert.Contains("UnsettledLimit", each, StringComparison.Ordinal),
            each => Assert.Contains("The concurrency of queue 'mail' is 1001", each, StringComparison.Ordinal),
            each => Assert.Contains("Queue 'mail' is served 2 times", each, StringComparison.Ordinal));
    }

    [Fact]
    public void A_node_with_wrong_options_is_not_composed() => Assert.Throws<OptionsValidationException>(
        () => NodeHarness.Create(options => options.PollInterval = TimeSpan.Zero));
}
