using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Domain.Names;

namespace Cabinet.Host.Commands.Queues;

/// <summary><c>cabinet queues pause</c> and <c>resume</c>.</summary>
internal static class QueuePauseCommand
{
    private delegate ValueTask<OperationResult> Change(
        QueueCommands commands, QueueName name, Caller caller, string? reason, CancellationToken cancellationToken);

    /// <summary>Makes <c>pause</c>.</summary>
    public static Command Pause() => Create(
        "pause", "Let no node claim jobs of a queue until it is resumed; what runs goes on.", "is paused",
        (commands, name, caller, reason, cancel) => commands.PauseAsync(name, caller, reason, cancel));

    /// <summary>Makes <c>resume</c>.</summary>
    public static Command Resume() => Create(
        "resume", "Let nodes claim jobs of a paused queue again.", "goes on",
        (commands, name, caller, reason, cancel) => commands.ResumeAsync(name, caller, reason, cancel));

    private static Command Create(string operation, string description, string done, Change change)
    {
        var name = QueueArguments.Name();
        var reason = AuditOptions.Reason();
        return new Command(operation, description) { name, reason }
            .WithCommonOptions()
            .WithExamples(($"queues {operation} mail --reason 'provider is down'", "saying why"))
            .Does(async context =>
            {
                var queue = new QueueName(context.Parsed.GetRequiredValue(name));
                await using var session = await context.OpenStoreAsync();
                var result = await change(
                    session.Get<QueueCommands>(), queue, Caller.LocalOperator, context.Parsed.GetValue(reason),
                    context.CancellationToken);
                Operations.Report(
                    context.Output, operation, "queue", queue.Value, result, _ => $"Queue {queue} {done}.");
                await QueueArguments.WarnOfEmptyAsync(context, session, queue);
                return ExitCode.Done;
            });
    }
}
