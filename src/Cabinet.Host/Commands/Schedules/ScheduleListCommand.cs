using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Schedules;

/// <summary><c>cabinet schedules list</c>.</summary>
internal static class ScheduleListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var list = new ListOptions();
        var command = new Command("list", "List schedules, declared in code and made by operators.");
        list.AddTo(command);
        return command
            .WithCommonOptions()
            .WithExamples(("schedules list --json", "for a script"))
            .Does(context => RunAsync(context, list.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, Page page)
    {
        await using var session = await context.OpenStoreAsync();
        var schedules = await session.Store.Schedules.ListAsync(page, context.CancellationToken);
        context.Output.List(
            [.. schedules.Select(ScheduleLine.From)],
            OutputJson.Default.ScheduleLine,
            "There are no schedules.",
            ["NAME", "TIMING", "TYPE", "MISFIRE", "NEXT", "LAST", "OWNER"],
            schedule =>
            [
                schedule.Name, schedule.Timing, schedule.Type, schedule.Misfire,
                schedule.Paused ? "paused" : schedule.NextAt is { } next ? Moment.Text(next) : "ended",
                schedule.LastAt is { } last ? Moment.Text(last) : null, schedule.Owner,
            ]);
        return ExitCode.Done;
    }
}
