using System.CommandLine;
using Cabinet.Application.Queries;
using Cabinet.Domain.Ids;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary><c>cabinet dlq show</c>.</summary>
internal static class DeadLetterShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The job." };
        var payload = new Option<bool>("--payload") { Description = "Also show the job's payload, decrypted." };
        return new Command("show", "Show one dead letter: its reason, its errors and its journal.") { id, payload }
            .WithCommonOptions()
            .WithExamples(
                ("dlq show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "why it failed"),
                ("dlq show 019a2f4e-5c1b-7d3e-8f00-0123456789ab --payload", "and what it was given"))
            .Does(context => RunAsync(
                context, Ids.Job(context.Parsed.GetRequiredValue(id)), context.Parsed.GetValue(payload)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, JobId id, bool withPayload)
    {
        await using var session = await context.OpenStoreAsync();
        var details = await FindAsync(session, id, withPayload, context.CancellationToken);
        if (context.Output.IsJson)
        {
            context.Output.Line(details, OutputJson.Default.DeadLetterDetailsLine);
        }
        else
        {
            Write(context.Output.Results, details);
        }

        return ExitCode.Done;
    }

    private static async ValueTask<DeadLetterDetailsLine> FindAsync(
        StoreSession session, JobId id, bool withPayload, CancellationToken cancellationToken)
    {
        var store = session.Store;
        var letter = await store.DeadLetters.FindAsync(id, cancellationToken) ?? throw new CommandException(
            ExitCode.Refused, "notFound", $"There is no job {id} in the dead-letter queue. See '{Invocation.Name} dlq "
                + "list'.");
        var task = letter.Task is { } place ? await store.Tasks.FindAsync(place.Task, cancellationToken) : null;
        var errors = await store.Jobs.ReadErrorsAsync(id, cancellationToken);
        var journal = await store.Jobs.ReadJournalAsync(id, cancellationToken);
        return new DeadLetterDetailsLine(
            DeadLetterLine.From(letter),
            task is null ? null : TaskQueries.LabelOf(task),
            [.. errors.Select(JobErrorLine.From)],
            [.. journal.Select(StepLine.From)],
            withPayload ? PayloadJson.Of(await store.DeadLetters.ReadPayloadAsync(id, cancellationToken)) : null);
    }

    private static void Write(TextWriter writer, DeadLetterDetailsLine details)
    {
        var job = details.Job;
        new TextFields()
            .Add("job", job.Id)
            .Add("type", job.Type)
            .Add("queue", job.Queue)
            .Add("about", details.Label)
            .Add("reason", job.Reason)
            .Add("message", job.Message)
            .Add("attempts", job.Attempts)
            .Add("created", job.CreatedAt)
            .Add("dead since", job.DeadAt)
            .Add("task", job.Task)
            .Add("stage", job.Stage)
            .Add("payload", details.Payload?.GetRawText())
            .WriteTo(writer);
        JobHistoryText.Write(writer, details.Errors, details.Journal);
        writer.WriteLine();
        writer.WriteLine($"Try it again:  {Invocation.Name} dlq redrive {job.Id}");
        writer.WriteLine($"Give it up:    {Invocation.Name} dlq discard {job.Id}");
    }
}
