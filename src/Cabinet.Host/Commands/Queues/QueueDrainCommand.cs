using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Queues;

/// <summary><c>cabinet queues drain</c>: pauses a queue and waits until nothing of it runs.</summary>
internal static class QueueDrainCommand
{
    private const int DefaultSeconds = 60;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = QueueArguments.Name();
        var timeout = CommonOptions.Number(
            "--timeout", 1, 86_400, $"For how many seconds it waits; the default is {DefaultSeconds}.");
        var reason = AuditOptions.Reason();
        return new Command("drain", "Pause a queue, and wait until nothing of it runs on any node.")
            {
                name, timeout, reason,
            }
            .WithCommonOptions()
            .WithNotes("What waits stays, and the queue stays paused, also when the wait is given up.")
            .WithExamples(("queues drain mail --timeout 300 --reason 'maintenance'", "before the provider is taken down"))
            .Does(context => RunAsync(
                context,
                new QueueName(context.Parsed.GetRequiredValue(name)),
                TimeSpan.FromSeconds(context.Parsed.GetValue(timeout) ?? DefaultSeconds),
                context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, QueueName queue, TimeSpan patience, string? reason)
    {
        await using var session = await context.OpenStoreAsync();
        if (await session.Get<QueueCommands>().PauseAsync(
            queue, Caller.LocalOperator, reason, context.CancellationToken) is OperationResult.Denied denied)
        {
            Operations.Report(context.Output, "drain", "queue", queue.Value, denied, _ => "");
        }

        var started = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(LookEvery, TimeProvider.System);
        var line = await QueueArguments.FindAsync(session, queue, context.CancellationToken);
        while (line.Running > 0 && TimeProvider.System.GetElapsedTime(started) < patience)
        {
            await looks.WaitForNextTickAsync(context.CancellationToken);
            line = await QueueArguments.FindAsync(session, queue, context.CancellationToken);
        }

        if (line.Running > 0)
        {
            throw new CommandException(
                ExitCode.Refused,
                "notDrained",
                $"After {patience.TotalSeconds:0} seconds {line.Running} jobs of queue {queue} still run. It stays paused; "
                    + $"run the command again to go on waiting, or see '{Invocation.Name} jobs list'.");
        }

        if (context.Output.IsJson)
        {
            context.Output.Line(line, OutputJson.Default.QueueLine);
        }
        else
        {
            await context.Output.Results.WriteLineAsync(
                $"Queue {queue} is paused and nothing of it runs; {line.Available + line.Scheduled + line.Suspect} wait.");
            await QueueArguments.WarnOfEmptyAsync(context, session, queue);
        }

        return ExitCode.Done;
    }
}
