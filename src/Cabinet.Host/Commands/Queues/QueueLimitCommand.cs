using System.CommandLine;
using System.Globalization;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Host.Commands.Queues;

/// <summary><c>cabinet queues limit</c>.</summary>
internal static class QueueLimitCommand
{
    private const string NoLimit = "none";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = QueueArguments.Name();
        var running = Limit("--running", "How many of its jobs may run at once, on all nodes together");
        var partition = Limit("--partition-running", "How many jobs of each of its partitions may run at once");
        var reason = AuditOptions.Reason();
        var command = new Command("limit", "Bound how many jobs of a queue run at once, on all nodes together.")
        {
            name, running, partition, reason,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(running) is null && result.GetResult(partition) is null)
            {
                result.AddError("Say what to limit: --running, --partition-running, or both.");
            }
        });
        return command
            .WithCommonOptions()
            .WithNotes("What isn't named stays as it is. What runs already goes on, also beyond a new limit.")
            .WithExamples(
                ("queues limit mail --running 20 --partition-running 2", "two for each tenant, twenty altogether"),
                ("queues limit mail --running none", "no limit any more"))
            .Does(context => RunAsync(
                context,
                new QueueName(context.Parsed.GetRequiredValue(name)),
                limits => limits with
                {
                    MaximumRunning = Read(context.Parsed, running, limits.MaximumRunning),
                    MaximumRunningPerPartition = Read(context.Parsed, partition, limits.MaximumRunningPerPartition),
                },
                context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, QueueName queue, Func<QueueLimits, QueueLimits> change, string? reason)
    {
        await using var session = await context.OpenStoreAsync();
        var limits = change((await session.Store.Queues.FindAsync(queue, context.CancellationToken)).Limits);
        var result = await session.Get<QueueCommands>().LimitAsync(
            queue, limits, Caller.LocalOperator, reason, context.CancellationToken);
        Operations.Report(
            context.Output, "limit", "queue", queue.Value, result, _ =>
                $"Queue {queue} runs {Text(limits.MaximumRunning)} at once, "
                + $"and {Text(limits.MaximumRunningPerPartition)} of each partition.");
        await QueueArguments.WarnOfEmptyAsync(context, session, queue);
        return ExitCode.Done;
    }

    private static Option<string?> Limit(string name, string description)
    {
        var option = new Option<string?>(name)
        {
            HelpName = "N",
            Description = $"{description}: 1 to {QueueLimits.MaximumValue}, or '{NoLimit}'.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value != NoLimit && Parse(token.Value) is null)
            {
                result.AddError($"{name} is '{token.Value}'; allowed is a whole number from 1 to "
                    + $"{QueueLimits.MaximumValue}, or '{NoLimit}'. To run nothing, pause the queue.");
            }
        });
        return option;
    }

    private static int? Read(ParseResult parsed, Option<string?> option, int? current) =>
        parsed.GetValue(option) is { } text ? Parse(text) : current;

    private static int? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value is >= 1 and <= QueueLimits.MaximumValue
            ? value
            : null;

    private static string Text(int? limit) =>
        limit is { } most ? string.Create(CultureInfo.InvariantCulture, $"at most {most}") : "any number";
}
