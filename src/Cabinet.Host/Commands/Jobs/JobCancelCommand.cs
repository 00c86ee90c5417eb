using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Host.Commands.Bulk;

namespace Cabinet.Host.Commands.Jobs;

/// <summary><c>cabinet jobs cancel</c>: one job, or all that match.</summary>
internal sealed class JobCancelCommand
{
    private readonly Argument<string?> id = new("ID")
    {
        Description = "The job; or none, with --all.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> all = new("--all")
    {
        Description = "All live jobs that the filters leave; a node does it, see 'bulk'.",
    };

    private readonly Option<int?> limit = CommonOptions.Number(
        "--limit", 1, Pace.MaximumLimit, "With --all: at most so many, oldest first.");

    private readonly Option<int?> rate = CommonOptions.Number(
        "--rate", 1, Pace.MaximumRate, "With --all: at most so many a second.");

    private readonly Option<string?> reason = AuditOptions.Reason();
    private readonly JobFilterOptions filter = new();

    private JobCancelCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    public static Command Create() => new JobCancelCommand().Make();

    private Command Make()
    {
        var command = new Command("cancel", "Cancel a job that belongs to no task, or all that match.")
        {
            id, all, limit, rate, reason,
        };
        filter.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is not null == result.GetValue(all))
            {
                result.AddError("Name one job, or use --all with filters.");
            }
        });
        return command
            .WithCommonOptions()
            .WithNotes("A waiting job ends at once, a running one is stopped by its node. A task's job goes with its "
                + "task: 'tasks cancel'.")
            .WithExamples(
                ("jobs cancel 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "also while a node runs it"),
                ("jobs preview --queue mail --tag customer:4711", "first, what that is"),
                ("jobs cancel --all --queue mail --tag customer:4711 --reason 'customer left'", "all of one customer"))
            .Does(RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandContext context)
    {
        var search = filter.Read(context.Parsed);
        var why = context.Parsed.GetValue(reason);
        if (context.Parsed.GetValue(all))
        {
            RequireFilter(search);
            await using var opened = await context.OpenStoreAsync();
            var pace = new Pace(
                context.Parsed.GetValue(limit) ?? Pace.MaximumLimit, context.Parsed.GetValue(rate));
            return await BulkStart.RunAsync(context, opened, BulkKind.Cancel, BulkFilter.Of(search), pace, why);
        }

        if (search != JobSearch.All)
        {
            throw new CommandException(ExitCode.Usage, "usage", "The filters belong to --all. Name a job or filters, not both.");
        }

        var text = context.Parsed.GetRequiredValue(id)!;
        var job = Ids.Job(text);
        await using var session = await context.OpenStoreAsync();
        var result = await session.Get<JobCommands>().CancelAsync(
            job, Caller.LocalOperator, why, context.CancellationToken);
        Operations.Report(context.Output, "cancel", "job", text, result, _ => $"Job {job} is cancelled.");
        return ExitCode.Done;
    }

    // What can't be taken back is not done to everything by leaving something out.
    private static void RequireFilter(JobSearch search)
    {
        if (search == JobSearch.All)
        {
            throw new CommandException(
                ExitCode.Usage, "usage", "--all needs a filter, such as --queue, --type, --partition or --tag.");
        }
    }
}
