using System.CommandLine;
using System.Globalization;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Batches;

/// <summary><c>cabinet batches show</c>.</summary>
internal static class BatchShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The batch." };
        return new Command("show", "Show one batch with its counts.") { id }
            .WithCommonOptions()
            .WithExamples(("batches show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "how far it is"))
            .Does(context => RunAsync(context, context.Parsed.GetRequiredValue(id)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string text)
    {
        var id = Ids.Batch(text);
        await using var session = await context.OpenStoreAsync();
        var batch = await session.Store.Batches.FindAsync(id, context.CancellationToken)
            ?? throw new CommandException(ExitCode.Refused, "notFound", $"There is no batch {id} in this store.");
        var line = BatchLine.From(batch);
        if (context.Output.IsJson)
        {
            context.Output.Line(line, OutputJson.Default.BatchLine);
        }
        else
        {
            Write(context.Output.Results, line);
        }

        return ExitCode.Done;
    }

    private static void Write(TextWriter writer, BatchLine batch) => new TextFields()
        .Add("batch", batch.Id)
        .Add("name", batch.Name)
        .Add("status", batch.Status)
        .Add("jobs", Text(batch.Total))
        .Add("pending", Text(batch.Pending))
        .Add("succeeded", Text(batch.Succeeded))
        .Add("cancelled", Text(batch.Cancelled))
        .Add("discarded", Text(batch.Discarded))
        .Add("dead", Text(batch.Dead))
        .Add("created", batch.CreatedAt)
        .Add("closed", batch.ClosedAt)
        .Add("cancelled at", batch.CancelledAt)
        .Add("failed", batch.FailedAt)
        .Add("ended", batch.EndedAt)
        .WriteTo(writer);

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
