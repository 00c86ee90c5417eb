using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Jobs;

/// <summary><c>cabinet jobs preview</c>: what <c>jobs cancel --all</c> would touch.</summary>
internal static class JobPreviewCommand
{
    private const int MaximumLooks = 500;
    private const int MaximumJobs = 1_000_000;
    private static readonly string[] Headers = ["TYPE", "QUEUE", "STATE", "COUNT", "OLDEST", "NEWEST"];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var filter = new JobFilterOptions();
        var command = new Command("preview", "Count what 'cancel --all' would touch; changes nothing.");
        filter.AddTo(command);
        return command
            .WithCommonOptions()
            .WithNotes("A job that belongs to a task is counted too; 'cancel --all' leaves it, and counts it as refused.")
            .WithExamples(("jobs preview --queue mail --tag customer:4711", "before cancelling them"))
            .Does(context => RunAsync(context, filter.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, JobSearch filter)
    {
        await using var session = await context.OpenStoreAsync();
        var lines = new Dictionary<(string Type, string Queue, string State), JobPreviewLine>();
        var search = new Search(Page.MaximumLimit);
        for (var (looks, seen) = (0, 0); ; looks++)
        {
            var found = await session.Store.Jobs.SearchAsync(filter, search, context.CancellationToken);
            seen += found.Records.Count;
            foreach (var job in found.Records)
            {
                var key = (job.Type.Value, job.Queue.Value, Names.Of(job.State));
                lines[key] = lines.TryGetValue(key, out var line)
                    ? line.With(job.CreatedAt)
                    : new JobPreviewLine(key.Item1, key.Item2, key.Item3, 1, job.CreatedAt, job.CreatedAt);
            }

            if (found.Next is not { } next)
            {
                break;
            }

            if (looks == MaximumLooks || seen >= MaximumJobs)
            {
                context.Output.Errors.WriteLine("There are more: not all jobs of the store were looked at.");
                break;
            }

            search = search with { After = next };
        }

        context.Output.List(
            [.. lines.Values.OrderByDescending(line => line.Count)],
            OutputJson.Default.JobPreviewLine,
            "There are no such jobs.",
            Headers,
            line =>
            [
                line.Type, line.Queue, line.State, $"{line.Count}", Moment.Text(line.Oldest), Moment.Text(line.Newest),
            ]);
        return ExitCode.Done;
    }
}
