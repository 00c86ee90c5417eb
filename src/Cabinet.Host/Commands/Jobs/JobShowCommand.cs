using System.CommandLine;
using Cabinet.Domain.Ids;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Jobs;

/// <summary><c>cabinet jobs show</c>.</summary>
internal static class JobShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The job." };
        var payload = new Option<bool>("--payload")
        {
            Description = "Also show the job's payload, decrypted; of an ended job if full retention kept it.",
        };
        return new Command("show", "Show one job, live or ended, with its journal and its errors.") { id, payload }
            .WithCommonOptions()
            .WithExamples(
                ("jobs show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "where it stands"),
                ("jobs show 019a2f4e-5c1b-7d3e-8f00-0123456789ab --payload", "and what it was given"))
            .Does(context => RunAsync(
                context, Ids.Job(context.Parsed.GetRequiredValue(id)), context.Parsed.GetValue(payload)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, JobId id, bool withPayload)
    {
        await using var session = await context.OpenStoreAsync();
        var details = await FindAsync(session, id, withPayload, context.CancellationToken);
        if (context.Output.IsJson)
        {
            context.Output.Line(details, OutputJson.Default.JobDetailsLine);
        }
        else
        {
            Write(context.Output.Results, details);
        }

        return ExitCode.Done;
    }

    private static async ValueTask<JobDetailsLine> FindAsync(
        StoreSession session, JobId id, bool withPayload, CancellationToken cancellationToken)
    {
        var store = session.Store;
        if (await store.Jobs.FindAsync(id, cancellationToken) is { } live)
        {
            var journal = await store.Jobs.ReadJournalAsync(id, cancellationToken);
            var errors = await store.Jobs.ReadErrorsAsync(id, cancellationToken);
            return new JobDetailsLine(
                JobLine.From(live),
                await store.Jobs.ReadTagsAsync(id, cancellationToken),
                [.. journal.Select(StepLine.From)], [.. errors.Select(JobErrorLine.From)],
                withPayload ? PayloadJson.Of(await store.Jobs.ReadPayloadAsync(id, cancellationToken)) : null);
        }

        if (await store.History.FindAsync(id, cancellationToken) is { } ended)
        {
            return new JobDetailsLine(
                JobLine.From(ended), [], [], [], withPayload ? PayloadJson.Of(ended.Payload) : null);
        }

        var isDead = await store.DeadLetters.FindAsync(id, cancellationToken) is not null;
        throw new CommandException(
            ExitCode.Refused,
            isDead ? "deadLettered" : "notFound",
            isDead
                ? $"Job {id} is in the dead-letter queue. See '{Invocation.Name} dlq show {id}'."
                : $"There is no job {id} in this store: neither live nor dead-lettered, nor in the history.");
    }

    private static void Write(TextWriter writer, JobDetailsLine details)
    {
        var job = details.Job;
        new TextFields()
            .Add("job", job.Id)
            .Add("type", job.Type)
            .Add("queue", job.Queue)
            .Add("state", job.State)
            .Add("attempt", job.Attempt)
            .Add("created", job.CreatedAt)
            .Add("due", job.DueAt)
            .Add("started", job.StartedAt)
            .Add("ended", job.EndedAt)
            .Add("node", job.Node)
            .Add("progress", job.Progress)
            .Add("task", job.Task)
            .Add("stage", job.Stage)
            .Add("tags", details.Tags.Count == 0 ? null : string.Join(", ", details.Tags))
            .Add("payload", details.Payload?.GetRawText())
            .WriteTo(writer);
        JobHistoryText.Write(writer, details.Errors, details.Journal);
    }
}
