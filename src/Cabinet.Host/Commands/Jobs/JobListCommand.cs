using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Jobs;

/// <summary><c>cabinet jobs list</c>.</summary>
internal static class JobListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var filter = new JobFilterOptions();
        var task = new Option<string?>("--task") { HelpName = "ID", Description = "Only jobs of this task." };
        var text = new Option<string?>("--text")
        {
            HelpName = "TEXT",
            Description = "Only jobs of which a failed attempt's message has this text in it, whatever its case. Messages "
                + "are sealed: those of each job that the other filters leave are opened.",
        };
        var search = new SearchOptions();
        var command = new Command("list", "List jobs that wait or run, oldest first.") { task, text };
        filter.AddTo(command);
        search.AddTo(command);
        return command
            .WithCommonOptions()
            .WithNotes("Ended jobs are in the history ('jobs history', 'jobs show ID'), failed ones in the dead-letter "
                + "queue ('dlq list').")
            .WithExamples(
                ("jobs list --queue photos", "what waits for a photo processor"),
                ("jobs list --tag customer:4711 --since 2h", "what one customer asked for lately"),
                ("jobs list --state scheduled --text 'timed out'", "what is tried again after a timeout"))
            .Does(context => RunAsync(
                context,
                filter.Read(context.Parsed),
                context.Parsed.GetValue(task),
                context.Parsed.GetValue(text),
                search));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, JobSearch filter, string? task, string? text, SearchOptions search)
    {
        await using var session = await context.OpenStoreAsync();
        var reader = session.Store.Jobs;
        var cancellation = context.CancellationToken;
        var jobs = await search.ReadAsync(context, async part =>
        {
            // What is opened in vain counts against the part, so that no part opens more than its limit.
            var wide = text is null ? part : part with { Limit = Page.MaximumLimit };
            var found = task is null
                ? await reader.SearchAsync(filter, wide, cancellation)
                : await OfTaskAsync(reader, filter, task, wide, cancellation);
            return text is null ? found : await FailedSayingAsync(reader, found, text, part.Limit, cancellation);
        });
        context.Output.List(
            [.. jobs.Select(JobLine.From)],
            OutputJson.Default.JobLine,
            "No such jobs wait or run.",
            ["ID", "TYPE", "QUEUE", "STATE", "ATTEMPT", "CREATED", "DUE"],
            job =>
            [
                job.Id, job.Type, job.Queue, job.State, $"{job.Attempt}", Moment.Text(job.CreatedAt),
                job.DueAt is { } due ? Moment.Text(due) : null,
            ]);
        return ExitCode.Done;
    }

    private static async ValueTask<Found<JobRecord>> FailedSayingAsync(
        IJobReader reader, Found<JobRecord> found, string text, int limit, CancellationToken cancellationToken)
    {
        var matching = new List<JobRecord>();
        foreach (var job in found.Records.Where(job => job.Attempt > 0))
        {
            var errors = await reader.ReadErrorsAsync(job.Id, cancellationToken);
            if (errors.Any(error => JobErrorLine.From(error).Message.Contains(text, StringComparison.OrdinalIgnoreCase)))
            {
                matching.Add(job);
                if (matching.Count == limit)
                {
                    return new Found<JobRecord>(matching, job.Id.Value);
                }
            }
        }

        return found with { Records = matching };
    }

    private static async ValueTask<Found<JobRecord>> OfTaskAsync(
        IJobReader reader, JobSearch filter, string task, Search search, CancellationToken cancellationToken)
    {
        if (filter is not { Partition: null, Tag: null, CreatedFrom: null, CreatedBefore: null } || search.NewestFirst)
        {
            throw new CommandException(
                ExitCode.Usage, "usage", "--task goes with --queue, --type and --state, not with the other filters.");
        }

        var ofTask = new JobFilter
        {
            Queue = filter.Queue, Type = filter.Type, State = filter.State, Task = Ids.Task(task),
        };
        var jobs = await reader.ListAsync(ofTask, new Page(search.Limit, search.After), cancellationToken);
        return new Found<JobRecord>(jobs, jobs.Count == search.Limit ? jobs[^1].Id.Value : null);
    }
}
