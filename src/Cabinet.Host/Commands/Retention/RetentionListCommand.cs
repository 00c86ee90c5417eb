using System.CommandLine;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Retention;

/// <summary><c>cabinet retention list</c>.</summary>
internal static class RetentionListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new Command("list", "List what operators have set, by type and state.")
        .WithCommonOptions()
        .WithNotes("What isn't listed is kept as the application says, which only its nodes know: 7 days unless it says "
            + "otherwise, and dead letters until somebody decides.")
        .WithExamples(("retention list --json", "for a script"))
        .Does(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        await using var session = await context.OpenStoreAsync();
        var rules = await session.Store.History.ListRetentionAsync(context.CancellationToken);
        context.Output.List(
            [.. rules.Select(RetentionLine.From)],
            OutputJson.Default.RetentionLine,
            "Nothing is set: what is over is kept as the application says.",
            ["TYPE", "STATE", "KEPT"],
            rule => [rule.Type ?? "(all others)", rule.State, Text(TimeSpan.FromSeconds(rule.Keep))]);
        return ExitCode.Done;
    }

    private static string Text(TimeSpan period) => period switch
    {
        { TotalDays: var days } when days == Math.Floor(days) => $"{days}d",
        { TotalHours: var hours } when hours == Math.Floor(hours) => $"{hours}h",
        { TotalMinutes: var minutes } when minutes == Math.Floor(minutes) => $"{minutes}m",
        _ => $"{period.TotalSeconds}s",
    };
}
