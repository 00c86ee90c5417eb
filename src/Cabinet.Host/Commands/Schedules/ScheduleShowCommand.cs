using System.CommandLine;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Schedules;

/// <summary><c>cabinet schedules show</c>.</summary>
internal static class ScheduleShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = ScheduleArguments.Name();
        return new Command("show", "Show one schedule.") { name }
            .WithCommonOptions()
            .WithExamples(("schedules show nightly-report", "when it fired last, and what it fires"))
            .Does(context => RunAsync(context, context.Parsed.GetRequiredValue(name)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string name)
    {
        await using var session = await context.OpenStoreAsync();
        var schedule = ScheduleLine.From(await ScheduleArguments.FindAsync(session, name, context.CancellationToken));
        if (context.Output.IsJson)
        {
            context.Output.Line(schedule, OutputJson.Default.ScheduleLine);
            return ExitCode.Done;
        }

        new TextFields()
            .Add("schedule", schedule.Name)
            .Add("timing", schedule.Timing)
            .Add("misfire", schedule.Misfire)
            .Add("type", schedule.Type)
            .Add("queue", schedule.Queue)
            .Add("state", schedule.Paused ? "paused" : schedule.NextAt is null ? "ended" : "active")
            .Add("next", schedule.NextAt)
            .Add("last", schedule.LastAt)
            .Add("created", schedule.CreatedAt)
            .Add("owner", schedule.Owner)
            .WriteTo(context.Output.Results);
        return ExitCode.Done;
    }
}
