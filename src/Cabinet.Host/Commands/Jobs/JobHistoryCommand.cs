using System.CommandLine;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Jobs;

/// <summary><c>cabinet jobs history</c>.</summary>
internal static class JobHistoryCommand
{
    private static readonly string[] Headers = ["ID", "TYPE", "QUEUE", "END", "ATTEMPTS", "CREATED", "ENDED"];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var queue = Filters.Name("--queue", "Only jobs of this queue.");
        var type = Filters.Name("--type", "Only jobs of this type.");
        var end = Filters.Choice<JobEnd>("--end", "Only jobs that ended like this.");
        var since = TimeOptions.Create("--since", "Only jobs that ended at this time or later.");
        var until = TimeOptions.Create("--until", "Only jobs that ended before this time.");
        var search = new SearchOptions();
        var command = new Command("history", "List jobs that ended, oldest first.") { queue, type, end, since, until };
        search.AddTo(command);
        return command
            .WithCommonOptions()
            .WithExamples(("jobs history --type photo.render --since 1h --newest", "what ended lately"))
            .Does(context => RunAsync(
                context,
                new HistorySearch
                {
                    Queue = context.Parsed.GetValue(queue) is { } queueName ? new QueueName(queueName) : null,
                    Type = context.Parsed.GetValue(type) is { } typeName ? new JobType(typeName) : null,
                    End = context.Parsed.Read<JobEnd>(end),
                    EndedFrom = context.Parsed.Time(since),
                    EndedBefore = context.Parsed.Time(until),
                },
                search));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, HistorySearch filter, SearchOptions search)
    {
        await using var session = await context.OpenStoreAsync();
        var records = await search.ReadAsync(
            context, part => session.Store.History.SearchAsync(filter, part, context.CancellationToken));
        context.Output.List(
            [.. records.Select(JobLine.From)],
            OutputJson.Default.JobLine,
            "No such jobs are in the history.",
            Headers,
            job =>
            [
                job.Id, job.Type, job.Queue, job.State, $"{job.Attempt}", Moment.Text(job.CreatedAt),
                job.EndedAt is { } ended ? Moment.Text(ended) : null,
            ]);
        return ExitCode.Done;
    }
}
