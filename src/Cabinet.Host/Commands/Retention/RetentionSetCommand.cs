using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Retention;

/// <summary><c>cabinet retention set</c> and <c>clear</c>.</summary>
internal sealed class RetentionSetCommand
{
    private readonly Option<string?> type = Filters.Name(
        "--type", "Only jobs of this type; without it, of all types that nothing is said about.");

    private readonly Option<string?> state = Filters.Choice<RetainedAs>("--state", "As what they are kept.");
    private readonly Option<string?> reason = AuditOptions.Reason();
    private readonly Option<string>? period;

    private RetentionSetCommand(Option<string>? period)
    {
        this.period = period;
        state.Required = true;
    }

    /// <summary>Makes <c>set</c>.</summary>
    public static Command Set()
    {
        var period = PeriodOption.Create("--for", "How long after the end, from 1 minute to 3650 days.");
        period.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && PeriodOption.Parse(token.Value) is { } keep
                && (keep < HistoryPeriods.Shortest || keep > HistoryPeriods.Longest))
            {
                result.AddError($"--for is {token.Value}; it must be from 1m to 3650d.");
            }
        });
        var made = new RetentionSetCommand(period);
        return new Command("set", "Say how long ended jobs or dead letters are kept.")
            {
                made.state, period, made.type, made.reason,
            }
            .WithCommonOptions()
            .WithNotes("It goes before what the application says: what is said for a type before what is said for all. Nodes "
                + "obey it from the next run of their retention on, within 10 minutes by default.")
            .WithExamples(
                ("retention set --state completed --for 30d --type card.charge", "keep the records of one type longer"),
                ("retention set --state deadLetter --for 90d --reason 'policy 7'", "discard what nobody decided about"))
            .Does(made.RunAsync);
    }

    /// <summary>Makes <c>clear</c>.</summary>
    public static Command Clear()
    {
        var made = new RetentionSetCommand(period: null);
        return new Command("clear", "Leave it to the application again how long something is kept.")
            {
                made.state, made.type, made.reason,
            }
            .WithCommonOptions()
            .WithExamples(("retention clear --state completed --type card.charge", "as the application says again"))
            .Does(made.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandContext context)
    {
        var parsed = context.Parsed;
        JobType? of = parsed.GetValue(type) is { } name ? new JobType(name) : null;
        var what = parsed.Read<RetainedAs>(state)!.Value;
        TimeSpan? keep = period is null ? null : parsed.Period(period);
        await using var session = await context.OpenStoreAsync();
        var result = await session.Get<RetentionCommands>().SetAsync(
            of, what, keep, Caller.LocalOperator, parsed.GetValue(reason), context.CancellationToken);
        var subject = $"{(of is { } one ? $"type {one}" : "all other types")}, {Names.Of(what)}";
        Operations.Report(
            context.Output,
            keep is null ? "clear" : "set",
            "retention set for",
            subject,
            result,
            _ => keep is null
                ? $"Kept as the application says: {subject}."
                : $"Kept for {parsed.GetRequiredValue(period!)}: {subject}.");
        return ExitCode.Done;
    }
}
