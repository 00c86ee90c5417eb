using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Says what is wrong with a node's options, and what is allowed.</summary>
internal sealed class WorkerOptionsValidator : IValidateOptions<WorkerOptions>
{
    private const int NameLimit = 200;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var wrong = new List<string>();
        Check(wrong, options.NodeName is { Length: >= 1 and <= NameLimit },
            $"NodeName has {options.NodeName?.Length ?? 0} characters; it must have 1 to {NameLimit}.");
        CheckRange(wrong, "Lease", options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        CheckRange(wrong, "PollInterval", options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        CheckRange(wrong, "DrainTimeout", options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromHours(1));
        CheckRange(wrong, "KeyRetryInterval", options.KeyRetryInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        CheckRange(wrong, "PrefetchLimit", options.PrefetchLimit, 0, 1_000);
        CheckRange(wrong, "UnsettledLimit", options.UnsettledLimit, 1, 100_000);
        CheckQueues(wrong, options.Queues);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void CheckQueues(List<string> wrong, IList<QueueOptions> queues)
    {
        foreach (var queue in queues)
        {
            Check(wrong, queue.Name.Value.Length > 0, "A queue has no name; name it with new QueueName(\"...\").");
            var what = $"The concurrency of queue '{queue.Name}'";
            CheckRange(wrong, what, queue.Concurrency, 1, QueueOptions.MaximumConcurrency);
        }

        foreach (var twice in queues.GroupBy(queue => queue.Name).Where(group => group.Count() > 1))
        {
            wrong.Add(
                $"Queue '{twice.Key}' is served {twice.Count()} times; serve it once, with the concurrency you want.");
        }
    }

    private static void CheckRange<TValue>(List<string> wrong, string what, TValue value, TValue least, TValue most)
        where TValue : IComparable<TValue> =>
        Check(
            wrong,
            value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0,
            $"{what} is {value}; it must be from {least} to {most}.");

    private static void Check(List<string> wrong, bool holds, string message)
    {
        if (!holds)
        {
            wrong.Add(message);
        }
    }
}
