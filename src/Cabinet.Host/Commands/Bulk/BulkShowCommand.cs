using System.CommandLine;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Bulk;

/// <summary><c>cabinet bulk show</c>.</summary>
internal static class BulkShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The action." };
        return new Command("show", "Show one bulk action, and how far it is.") { id }
            .WithCommonOptions()
            .WithExamples(("bulk show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "how far it is"))
            .Does(context => RunAsync(context, Ids.Read(context.Parsed.GetRequiredValue(id))));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, Guid id)
    {
        await using var session = await context.OpenStoreAsync();
        var bulk = await session.Store.Bulk.FindAsync(id, context.CancellationToken)
            ?? throw new CommandException(ExitCode.Refused, "notFound", $"There is no bulk action {id} in this store.");
        var line = BulkLine.From(bulk);
        if (context.Output.IsJson)
        {
            context.Output.Line(line, OutputJson.Default.BulkLine);
            return ExitCode.Done;
        }

        new TextFields()
            .Add("action", line.Id)
            .Add("kind", line.Kind)
            .Add("status", line.Status)
            .Add("filter", line.Filter)
            .Add("matched", $"{line.Matched}{(line.MatchedExact ? "" : "+")}")
            .Add("done", line.Done)
            .Add("refused", line.Refused)
            .Add("a second", line.PerSecond)
            .Add("by", line.Actor)
            .Add("created", Moment.Text(line.CreatedAt))
            .Add("ended", line.EndedAt is { } ended ? Moment.Text(ended) : null)
            .WriteTo(context.Output.Results);
        return ExitCode.Done;
    }
}
