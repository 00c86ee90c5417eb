using System.CommandLine;
using System.Globalization;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Queues;

/// <summary>The options of <c>cabinet queues limit</c>. What isn't named stays as it is.</summary>
internal sealed class QueueLimitOptions
{
    private const string NoLimit = "none";

    private readonly Option<string?> running = Limit("--running", "How many of its jobs may run at once");
    private readonly Option<string?> partitionRunning =
        Limit("--partition-running", "How many jobs of each of its partitions may run at once");
    private readonly Option<string?> ordered = new("--ordered")
    {
        HelpName = "yes|no",
        Description = "Whether jobs of each partition run one at a time, in order, until each succeeds or is set aside.",
    };
    private readonly Option<string?> rate = Rate("--rate", "How fast its jobs begin");
    private readonly Option<string?> partitionRate = Rate("--partition-rate", "How fast jobs of each partition begin");

    private readonly Option<string?> type =
        Filters.Name("--type", "Limit this job type in the queue, by --running and --rate, and not the whole queue.");

    public QueueLimitOptions() => ordered.AcceptOnlyFromAmong("yes", "no");

    private Option<string?>[] All => [running, partitionRunning, ordered, rate, partitionRate];

    private Option<string?>[] OfQueue => [partitionRunning, ordered, partitionRate];

    /// <summary>The job type to limit; null limits the queue.</summary>
    public JobType? Type(ParseResult parsed) => parsed.GetValue(type) is { } name ? new JobType(name) : null;

    /// <summary>Adds them to the command, which needs at least one.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }

        command.Options.Add(type);
        command.Validators.Add(result =>
        {
            if (result.GetResult(type) is not null
                && OfQueue.FirstOrDefault(option => result.GetResult(option) is not null) is { } other)
            {
                result.AddError($"{other.Name} is for a whole queue. With --type, {running.Name} and {rate.Name} can be set.");
            }

            if (All.All(option => result.GetResult(option) is null))
            {
                result.AddError($"Say what to limit: {string.Join(", ", All.Select(option => option.Name))}.");
            }
        });
    }

    /// <summary>The limits with what was named put in its place.</summary>
    public QueueLimits Change(QueueLimits limits, ParseResult parsed) => limits with
    {
        MaximumRunning = parsed.GetValue(running) is { } all ? ParseLimit(all) : limits.MaximumRunning,
        MaximumRunningPerPartition =
            parsed.GetValue(partitionRunning) is { } each ? ParseLimit(each) : limits.MaximumRunningPerPartition,
        IsOrdered = parsed.GetValue(ordered) is { } order ? order == "yes" : limits.IsOrdered,
        Rate = parsed.GetValue(rate) is { } fast ? RateText.Parse(fast) : limits.Rate,
        RatePerPartition = parsed.GetValue(partitionRate) is { } apart ? RateText.Parse(apart) : limits.RatePerPartition,
    };

    /// <summary>The limits of a type with what was named put in its place.</summary>
    public TypeLimits Change(TypeLimits limits, ParseResult parsed) => new()
    {
        MaximumRunning = parsed.GetValue(running) is { } all ? ParseLimit(all) : limits.MaximumRunning,
        Rate = parsed.GetValue(rate) is { } fast ? RateText.Parse(fast) : limits.Rate,
    };

    private static Option<string?> Limit(string name, string description) => Option(
        name,
        "N",
        $"{description}, on all nodes together: 1 to {QueueLimits.MaximumValue}, or '{NoLimit}'.",
        text => ParseLimit(text) is not null,
        $"a whole number from 1 to {QueueLimits.MaximumValue}, or '{NoLimit}'");

    private static Option<string?> Rate(string name, string description) => Option(
        name,
        "N/TIME[:BURST]",
        $"{description}, on all nodes together, as in 100/1m:10; or '{NoLimit}'.",
        text => RateText.Parse(text) is not null,
        $"{RateText.Allowed}; or '{NoLimit}'");

    private static Option<string?> Option(
        string name, string helpName, string description, Func<string, bool> isValid, string allowed)
    {
        var option = new Option<string?>(name) { HelpName = helpName, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value != NoLimit && !isValid(token.Value))
            {
                result.AddError($"{name} is '{token.Value}'; allowed is {allowed}. To run nothing, pause the queue.");
            }
        });
        return option;
    }

    private static int? ParseLimit(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value is >= 1 and <= QueueLimits.MaximumValue
            ? value
            : null;
}
