using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Domain.Schedules;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Schedules;

/// <summary><c>cabinet schedules next</c>.</summary>
internal static class ScheduleNextCommand
{
    private const int Usual = 10;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = ScheduleArguments.Name();
        var count = CommonOptions.Number("--count", 1, 1_000, $"How many; the default is {Usual}.");
        return new Command("next", "Preview the next ticks of a schedule, as if it weren't paused.") { name, count }
            .WithCommonOptions()
            .WithExamples(("schedules next nightly-report --count 3", "its next three ticks, in UTC"))
            .Does(context => RunAsync(
                context, context.Parsed.GetRequiredValue(name), context.Parsed.GetValue(count) ?? Usual));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string name, int count)
    {
        await using var session = await context.OpenStoreAsync();
        var ticks = await session.Get<ScheduleCommands>().NextAsync(
            new ScheduleName(name), count, context.CancellationToken) ?? throw ScheduleArguments.Missing(name);
        context.Output.List(
            [.. ticks.Select(tick => new TickLine(name, tick))],
            OutputJson.Default.TickLine,
            $"Schedule '{name}' has ended.",
            ["AT"],
            tick => [Moment.Text(tick.At)]);
        return ExitCode.Done;
    }
}
