using System.CommandLine;

namespace Cabinet.Bench;

/// <summary>The options that the commands share.</summary>
internal sealed class BenchOptions
{
    private const int DefaultRuns = 5;

    /// <summary>Peers make a run long: with three runs of each it lasts about a quarter of an hour.</summary>
    private const int DefaultRunsWithPeers = 3;

    public BenchOptions()
    {
        Store.AcceptOnlyFromAmong("sqlite", "postgres");
        OnlySqlite.AcceptOnlyFromAmong("sqlite");
        Runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 99)
            {
                result.AddError("--runs takes a number from 1 to 99.");
            }
        });
    }

    public Option<string> Store { get; } = new("--store")
    {
        Description = "The database to measure: sqlite or postgres.",
        DefaultValueFactory = _ => "sqlite",
    };

    /// <summary>For the commands that measure nothing of PostgreSQL.</summary>
    public Option<string> OnlySqlite { get; } = new("--store")
    {
        Description = "The database to measure: sqlite.",
        DefaultValueFactory = _ => "sqlite",
    };

    public Option<int?> Runs { get; } = new("--runs")
    {
        Description = $"Runs of each figure, 1 to 99; {DefaultRuns}, or {DefaultRunsWithPeers} with peers.",
    };

    public Option<string[]> Figures { get; } = new("--figure")
    {
        Description = "Only this figure; may be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<bool> Peers { get; } = new("--peers")
    {
        Description = "Measure other queues too, in turns with Cabinet; only with --store postgres.",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object a line instead of a table." };

    public Option<DirectoryInfo> Folder { get; } = new("--folder")
    {
        Description = "Where the databases are made; on the disk that is to be measured, not in memory.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "data")),
    };

    public Option<string?> Connection { get; } = new("--connection")
    {
        Description = "A PostgreSQL server to measure, by a role that may create databases; one is started by default.",
    };

    public Option<int> Waiting { get; } = new("--waiting")
    {
        Description = "How many jobs wait in the long backlog.",
        DefaultValueFactory = _ => 5_000_000,
    };

    public Option<int> Noisy { get; } = new("--waiting")
    {
        Description = "How many jobs of a noisy partition wait.",
        DefaultValueFactory = _ => 1_000_000,
    };

    public Option<int> Held { get; } = new("--held")
    {
        Description = "For how many seconds another session's transaction stays open under load.",
        DefaultValueFactory = _ => 120,
    };

    public Option<int> Minutes { get; } = new("--minutes")
    {
        Description = "For how many minutes jobs come and go.",
        DefaultValueFactory = _ => 60,
    };

    public Option<int> Rate { get; } = new("--rate")
    {
        Description = "How many jobs a second come and go.",
        DefaultValueFactory = _ => 1_000,
    };

    public Option<bool> Each { get; } = new("--each") { Description = "Tell of each start." };

    /// <summary>The folder, when the caller named one.</summary>
    public string? GivenFolderOf(ParseResult parsed) =>
        parsed.GetResult(Folder) is { Implicit: false } given ? given.GetRequiredValue(Folder).FullName : null;

    public int RunsOf(ParseResult parsed) =>
        parsed.GetValue(Runs) ?? (parsed.GetValue(Peers) ? DefaultRunsWithPeers : DefaultRuns);

    public string FolderOf(ParseResult parsed) => parsed.GetRequiredValue(Folder).FullName;
}
