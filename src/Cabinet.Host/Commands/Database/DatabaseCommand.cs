using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Database;

/// <summary><c>cabinet db</c>: the store's schema.</summary>
internal static class DatabaseCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("db", "Show, migrate and verify the store's schema; copy the store.")
        {
            new Command("status", "Show which schema the store has and which this release brings; changes nothing.")
                .WithCommonOptions()
                .WithExamples(("db status", "of ./cabinet-data"))
                .Does(StatusAsync),
            new Command("migrate", "Bring the store's schema up to date; makes the store when there is none.")
                .WithCommonOptions()
                .WithNotes("A node does this by itself when it starts. Each migration is applied whole or not at all.")
                .WithExamples(("db migrate --data /var/lib/cabinet", "before a new release is started"))
                .Does(MigrateAsync),
            new Command("verify", "Compare the schema with what the migrations made; exit code 1 when it differs.")
                .WithCommonOptions()
                .WithExamples(("db verify", "also beside a running node"))
                .Does(VerifyAsync),
            DatabaseCopyCommand.Create(),
        }
        .WithExamples(("db status", "which schema the store has"), ("db verify", "whether somebody changed it"));

    private static async Task<ExitCode> StatusAsync(CommandContext context)
    {
        context.Store.Require();
        await using var services = StoreSession.Compose(context);
        var status = await services.GetRequiredService<IStoreMigrator>().ReadStatusAsync(context.CancellationToken);
        Write(context.Output, status, drift: null);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> MigrateAsync(CommandContext context)
    {
        context.Store.Create();
        await using var services = StoreSession.Compose(context);
        var status = await services.GetRequiredService<IStoreMigrator>().MigrateAsync(context.CancellationToken);
        Write(context.Output, status, drift: null);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> VerifyAsync(CommandContext context)
    {
        context.Store.Require();
        await using var services = StoreSession.Compose(context);
        var migrator = services.GetRequiredService<IStoreMigrator>();
        var status = await migrator.ReadStatusAsync(context.CancellationToken);
        var drift = await migrator.FindDriftAsync(context.CancellationToken);
        Write(context.Output, status, drift);
        return drift.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Write(CommandOutput output, SchemaStatus status, IReadOnlyList<string>? drift)
    {
        if (output.IsJson)
        {
            var line = new SchemaLine(
                status.Store, status.Current, status.Latest, status.MinimumCompatible, status.Pending, drift);
            output.Line(line, OutputJson.Default.SchemaLine);
            return;
        }

        new TextFields()
            .Add("store", status.Store)
            .Add("schema", status.Current)
            .Add("latest", status.Latest)
            .Add("oldest release that may open it", $"schema {status.MinimumCompatible}")
            .Add("pending", status.Pending.Count == 0 ? "nothing" : string.Join(", ", status.Pending))
            .Add("differences", drift is null ? null : drift.Count == 0 ? "none" : $"{drift.Count}")
            .WriteTo(output.Results);
        foreach (var difference in drift ?? [])
        {
            output.Results.WriteLine($"  {Printable.Text(difference)}");
        }
    }
}
