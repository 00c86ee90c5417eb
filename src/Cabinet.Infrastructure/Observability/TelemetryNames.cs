namespace Cabinet.Infrastructure.Observability;

/// <summary>The catalogue of what Cabinet emits, for hosts that export it.</summary>
public static class TelemetryNames
{
    /// <summary>All meters.</summary>
    public static IReadOnlyList<string> Meters { get; } =
    [
        "Cabinet.Queue",
        "Cabinet.BackgroundTasks",
        "Cabinet.Business",
        "Cabinet.Integrations",
        "Cabinet.Persistence",
        "Cabinet.Postgres",
        "Cabinet.Security",
        "Cabinet.Sqlite",
    ];

    /// <summary>All activity sources.</summary>
    public static IReadOnlyList<string> ActivitySources { get; } =
    [
        "Cabinet.Queue",
        "Cabinet.BackgroundTasks",
        "Cabinet.Integrations",
        "Cabinet.Persistence",
        "Cabinet.Postgres",
        "Cabinet.Security",
        "Cabinet.Sqlite",
    ];
}
