using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Host.Commands.Bulk;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary><c>cabinet dlq redrive</c> and <c>cabinet dlq discard</c>: for some, or for all that match.</summary>
internal sealed class DeadLetterChangeCommand
{
    private const int MostAtOnce = Pace.MaximumLimit;

    private readonly Argument<string[]> ids = new("ID")
    {
        Description = "The jobs; or none, with --all.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> all = new("--all")
    {
        Description = "All dead letters, or all that the filters leave.",
    };

    private readonly Option<int?> limit = CommonOptions.Number("--limit", 1, MostAtOnce, "With --all: at most so many, "
        + "oldest first.");
    private readonly Option<string?> because = AuditOptions.Reason("--because");
    private readonly Option<int?> rate = CommonOptions.Number(
        "--rate", 1, Pace.MaximumRate, "With --all: at most so many a second.");

    private readonly Option<bool> background = new("--background")
    {
        Description = "With --all: a node does it, see 'bulk'; audited once.",
    };

    private readonly DeadLetterSearchOptions filter = new();
    private readonly string operation;
    private readonly string past;

    private DeadLetterChangeCommand(string operation, string past) => (this.operation, this.past) = (operation, past);

    /// <summary>Makes <c>redrive</c>.</summary>
    public static Command Redrive() => new DeadLetterChangeCommand("redrive", "redriven")
        .Create("Put dead letters back into their queues, with their attempts counted anew.")
        .WithExamples(
            ("dlq redrive 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "one"),
            ("dlq redrive --all --type photo.render --because 'disk replaced'", "all of one type, saying why"),
            ("dlq redrive --all --cause CAUSE --rate 50 --background", "a group of 'dlq groups', fifty a second"));

    /// <summary>Makes <c>discard</c>.</summary>
    public static Command Discard() => new DeadLetterChangeCommand("discard", "discarded")
        .Create("Take dead letters out of the queue for good; their tasks fail where they needed them.")
        .WithExamples(
            ("dlq discard 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "one"),
            ("dlq discard --all --reason permanent", "all that can't succeed as they are"));

    private Command Create(string description)
    {
        var command = new Command(operation, description) { ids, all, limit, rate, background, because };
        filter.AddTo(command);
        command.Validators.Add(result =>
        {
            var one = result.GetValue(ids) is { Length: > 0 };
            if (one && result.GetValue(background))
            {
                result.AddError("--background belongs to --all.");
            }

            if (one == result.GetValue(all))
            {
                result.AddError(one
                    ? "Name jobs or use --all, not both."
                    : "Name the jobs, or use --all for all that match (with --type, --reason or --queue).");
            }
        });
        return command.WithCommonOptions().Does(RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandContext context)
    {
        if (!context.Parsed.GetValue(all) && filter.Read(context.Parsed) != DeadLetterSearch.All)
        {
            throw new CommandException(ExitCode.Usage, "usage", "--type, --reason, --queue and the other filters belong to --all. Name "
                + "jobs or filters, not both.");
        }

        var named = (context.Parsed.GetValue(ids) ?? []).Select(id => (Text: id, Id: Ids.Job(id))).ToArray();
        await using var session = await context.OpenStoreAsync();
        if (context.Parsed.GetValue(background))
        {
            var kind = operation == "redrive" ? BulkKind.Redrive : BulkKind.Discard;
            return await BulkStart.RunAsync(
                context, session, kind, BulkFilter.Of(filter.Read(context.Parsed)), PaceOf(context),
                context.Parsed.GetValue(because));
        }

        var commands = session.Get<DeadLetterCommands>();
        if (context.Parsed.GetValue(all))
        {
            var result = await ChangeAllAsync(context, commands, filter.Read(context.Parsed));
            Operations.Report(context.Output, operation, "job", null, result, count => $"{count} jobs were {past}.");
            return ExitCode.Done;
        }

        var why = context.Parsed.GetValue(because);
        foreach (var (text, id) in named)
        {
            var result = operation == "redrive"
                ? await commands.RedriveAsync(id, Caller.LocalOperator, why, context.CancellationToken)
                : await commands.DiscardAsync(id, Caller.LocalOperator, why, context.CancellationToken);
            Operations.Report(context.Output, operation, "dead letter", text, result, _ => $"Job {id} was {past}.");
        }

        return ExitCode.Done;
    }

    private Pace PaceOf(CommandContext context) =>
        new(context.Parsed.GetValue(limit) ?? MostAtOnce, context.Parsed.GetValue(rate));

    private ValueTask<OperationResult> ChangeAllAsync(
        CommandContext context, DeadLetterCommands commands, DeadLetterSearch matching)
    {
        var pace = PaceOf(context);
        var why = context.Parsed.GetValue(because);
        return operation == "redrive"
            ? commands.RedriveAllAsync(matching, pace, Caller.LocalOperator, why, context.CancellationToken)
            : commands.DiscardAllAsync(matching, pace, Caller.LocalOperator, why, context.CancellationToken);
    }
}
