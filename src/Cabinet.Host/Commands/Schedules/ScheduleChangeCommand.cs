using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Domain.Schedules;

namespace Cabinet.Host.Commands.Schedules;

/// <summary><c>cabinet schedules pause</c>, <c>resume</c>, <c>run</c> and <c>remove</c>.</summary>
internal static class ScheduleChangeCommand
{
    private delegate ValueTask<OperationResult> Change(
        ScheduleCommands commands, ScheduleName name, Caller caller, string? reason, CancellationToken cancellationToken);

    /// <summary>Makes <c>pause</c>.</summary>
    public static Command Pause() => Create(
        "pause", "Let a schedule fire nothing until it is resumed.", "is paused",
        (commands, name, caller, reason, cancel) => commands.PauseAsync(name, caller, reason, cancel));

    /// <summary>Makes <c>resume</c>.</summary>
    public static Command Resume() => Create(
        "resume", "Let a paused schedule go on; what it missed gets what its misfire policy says.", "goes on",
        (commands, name, caller, reason, cancel) => commands.ResumeAsync(name, caller, reason, cancel));

    /// <summary>Makes <c>run</c>.</summary>
    public static Command Run() => Create(
        "run", "Enqueue one job of a schedule now, beside its ticks.", "has one job more",
        (commands, name, caller, reason, cancel) => commands.RunNowAsync(name, caller, reason, cancel));

    /// <summary>Makes <c>remove</c>.</summary>
    public static Command Remove() => Create(
        "remove", "Remove a schedule; jobs that it fired stay.", "is removed",
        (commands, name, caller, reason, cancel) => commands.RemoveAsync(name, caller, reason, cancel))
        .WithNotes("One that code declares comes back when its application starts again; pause it, or take it out of the "
            + "code.");

    private static Command Create(string operation, string description, string done, Change change)
    {
        var name = ScheduleArguments.Name();
        var reason = AuditOptions.Reason();
        return new Command(operation, description) { name, reason }
            .WithCommonOptions()
            .WithExamples(($"schedules {operation} nightly-report --reason 'asked by accounting'", "saying why"))
            .Does(async context =>
            {
                var schedule = context.Parsed.GetRequiredValue(name);
                await using var session = await context.OpenStoreAsync();
                var result = await change(
                    session.Get<ScheduleCommands>(), new ScheduleName(schedule), Caller.LocalOperator,
                    context.Parsed.GetValue(reason), context.CancellationToken);
                Operations.Report(
                    context.Output, operation, "schedule", schedule, result, _ => $"Schedule {schedule} {done}.");
                return ExitCode.Done;
            });
    }
}
