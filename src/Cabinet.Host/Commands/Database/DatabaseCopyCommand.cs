using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Copying;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Host.Output;
using Cabinet.Infrastructure.Persistence.Copying;

namespace Cabinet.Host.Commands.Database;

/// <summary><c>cabinet db copy</c>: moves a store from SQLite to PostgreSQL.</summary>
internal static class DatabaseCopyCommand
{
    private const string Notes = """
        Stop the node first: the copy takes its seat. The target must be empty, or hold an interrupted copy of the same
        store: then it goes on. At the end every table is read on both sides and compared; only when all are the same is
        the copy opened to nodes, and the exit code 0. Everything is copied as it is stored, sealed: the root key isn't
        needed, and stays the same. Afterwards start nodes on the new store only, with the same root key, blobs and feed.
        Large payloads that an application keeps in a folder stay there: nodes on the new store need the same folder.
        """;

    /// <summary>The option that says where to.</summary>
    public const string TargetOption = "--to";

    private const string TargetVariable = "CABINET_STORE_TO";

    private static readonly Option<string?> Target = new(TargetOption)
    {
        HelpName = "STORE",
        Description = "Where to: as --store. Without it, CABINET_STORE_TO, which keeps a password out of the command line.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new Command("copy", "Copy a whole store from SQLite to PostgreSQL; resumable and verified.") { Target }
            .WithCommonOptions()
            .WithNotes(Notes)
            .WithExamples(("db copy --to 'Host=db1;Database=app;Username=cabinet'", "of ./cabinet-data"))
            .Does(CopyAsync);

    private static async Task<ExitCode> CopyAsync(CommandContext context)
    {
        context.Store.Require();
        var to = ReadTarget(context.Parsed.GetValue(Target));
        await using var sources = StoreSession.Compose(context);
        await using var targets = Compose(context, to);
        await using var source = sources.GetService<IStoreExport>()
            ?? throw Impossible($"A store on PostgreSQL ({context.Store.Label}) can't be copied from yet.");
        await using var target = targets.GetService<IStoreImport>()
            ?? throw Impossible("A store can be copied to PostgreSQL only.");

        using var seat = sources.GetRequiredService<INodeSeat>().Take("cabinet db copy");
        await ExpireNodesAsync(sources, context.CancellationToken);
        var result = await StoreCopier.CopyAsync(
            source, target, (table, rows) => Tell(context, table, rows), context.CancellationToken);
        Write(context.Output, result);
        return result.IsComplete
            ? Done(context, to)
            : throw new CommandException(
                ExitCode.Refused,
                "copyDiffers",
                $"The copy in {to.Label} isn't the same as its source, so it stays closed to nodes. Somebody changed it "
                    + "while it was made: drop its schema and copy again.");
    }

    private static StoreAddress ReadTarget(string? option) =>
        (option ?? Environment.GetEnvironmentVariable(TargetVariable)) is { Length: > 0 } said
            ? StoreAddress.Read(said, option is null ? TargetVariable : TargetOption)
            : throw new CommandException(ExitCode.Usage, "usage", "Say where to copy the store, with --to.");

    private static ServiceProvider Compose(CommandContext context, StoreAddress store)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
            logging.ToStandardError(context.IsVerbose ? LogLevel.Information : LogLevel.None));
        store.AddTo(services);
        return services.BuildServiceProvider();
    }

    // Whoever has the seat knows that nobody else lives here: what a dead node held goes back first, as at any start.
    private static async Task ExpireNodesAsync(IServiceProvider sources, CancellationToken cancellationToken)
    {
        var driver = sources.GetRequiredService<IStoreDriver>();
        foreach (var node in await driver.Nodes.ListAsync(cancellationToken))
        {
            await driver.CommitAsync(new WriteSet(new ExpireNode(node.Id, node.Beat)), cancellationToken);
        }
    }

    private static void Tell(CommandContext context, string table, long rows)
    {
        if (rows > 0)
        {
            context.Output.Errors.WriteLine($"copied  {table}  {rows}");
        }
    }

    private static void Write(CommandOutput output, CopyResult result)
    {
        if (output.IsJson)
        {
            foreach (var table in result.Tables)
            {
                output.Line(
                    new CopiedTableLine(
                        table.Name, table.SourceRows, table.TargetRows, table.SourceDigest, table.TargetDigest,
                        table.IsSame),
                    OutputJson.Default.CopiedTableLine);
            }

            return;
        }

        var lines = new TextTable("TABLE", "ROWS", "COPIED", "DIGEST OF BOTH");
        foreach (var table in result.Tables)
        {
            lines.Add(
                table.Name, $"{table.SourceRows}", $"{table.TargetRows}", table.IsSame ? table.SourceDigest : "DIFFERENT");
        }

        lines.WriteTo(output.Results);
    }

    private static ExitCode Done(CommandContext context, StoreAddress to)
    {
        context.Output.Errors.WriteLine(
            $"The whole store is in {to.Label}, verified. Start nodes there, with the same root key, and none on the old one:");
        context.Output.Errors.WriteLine(
            $"  {Invocation.Name} serve --data {ShellText.Quote(context.Data.Path)}{to.Option}{context.Payloads.OptionFor(to, context.Data)}");
        if (context.Payloads.HasPayloads)
        {
            context.Output.Errors.WriteLine(
                $"Large payloads weren't copied: the new store's jobs need those in {context.Payloads.Path}. Give the folder to "
                    + "every node there, and let nothing run on the old store any more: it would collect what it doesn't need.");
        }

        if (to.Omitted is { } omitted)
        {
            context.Output.Errors.WriteLine($"This leaves out {omitted}.");
        }

        return ExitCode.Done;
    }

    private static CommandException Impossible(string why) => new(ExitCode.Usage, "badStore", why);
}
