using System.CommandLine;
using System.Globalization;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Queues;

/// <summary><c>cabinet queues limit</c>.</summary>
internal static class QueueLimitCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = QueueArguments.Name();
        var options = new QueueLimitOptions();
        var reason = AuditOptions.Reason();
        var command = new Command(
            "limit", "Bound how many jobs of a queue run at once and how fast they begin, on all nodes together.")
        {
            name,
        };
        options.AddTo(command);
        command.Options.Add(reason);
        return command
            .WithCommonOptions()
            .WithNotes("What isn't named stays as it is. What runs already goes on, also beyond a new limit.")
            .WithExamples(
                ("queues limit mail --running 20 --partition-running 2", "two for each tenant, twenty altogether"),
                ("queues limit mail --rate 100/1m:10", "a hundred a minute, ten at once after a quiet time"),
                ("queues limit accounts --ordered yes", "each account's jobs one after the other"),
                ("queues limit mail --type mail.newsletter --running 3", "three of this type, and the others go on"),
                ("queues limit mail --running none --rate none", "no such limits any more"))
            .Does(context => RunAsync(
                context, new QueueName(context.Parsed.GetRequiredValue(name)), options, context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, QueueName queue, QueueLimitOptions options, string? reason)
    {
        await using var session = await context.OpenStoreAsync();
        var settings = await session.Store.Queues.FindAsync(queue, context.CancellationToken);
        var commands = session.Get<QueueCommands>();
        if (options.Type(context.Parsed) is { } type)
        {
            var limits = options.Change(LimitsOf(settings, type), context.Parsed);
            var result = await commands.LimitTypeAsync(
                queue, type, limits, Caller.LocalOperator, reason, context.CancellationToken);
            Operations.Report(context.Output, "limit", "queue", queue.Value, result, _ => Describe(queue, type, limits));
        }
        else
        {
            var limits = options.Change(settings.Limits, context.Parsed);
            var result = await commands.LimitAsync(
                queue, limits, Caller.LocalOperator, reason, context.CancellationToken);
            Operations.Report(context.Output, "limit", "queue", queue.Value, result, _ => Describe(queue, limits));
        }

        await QueueArguments.WarnOfEmptyAsync(context, session, queue);
        return ExitCode.Done;
    }

    private static TypeLimits LimitsOf(QueueSettings settings, JobType type) =>
        settings.Types.FirstOrDefault(each => each.Type == type)?.Limits ?? TypeLimits.None;

    private static string Describe(QueueName queue, JobType type, TypeLimits limits) =>
        $"Queue {queue} runs {Text(limits.MaximumRunning)} of type {type} at once"
        + (limits.Rate is { } rate ? $"; they begin at {RateText.Of(rate)}" : "")
        + ".";

    private static string Describe(QueueName queue, QueueLimits limits)
    {
        var each = limits.IsOrdered ? "one after the other" : Text(limits.MaximumRunningPerPartition);
        return $"Queue {queue} runs {Text(limits.MaximumRunning)} at once, and {each} of each partition"
            + (limits.Rate is { } rate ? $"; they begin at {RateText.Of(rate)}" : "")
            + (limits.RatePerPartition is { } apart ? $"; those of each partition at {RateText.Of(apart)}" : "")
            + ".";
    }

    private static string Text(int? limit) =>
        limit is { } most ? string.Create(CultureInfo.InvariantCulture, $"at most {most}") : "any number";
}
