using Cabinet.Postgres.Servers;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>On what a suite runs: the server, the rights, the limits, and what lies between.</summary>
public sealed record StoreSetting
{
    public required PostgresVersion Version { get; init; }

    /// <summary>What the names of its schemas begin with, as a user may have chosen it.</summary>
    public string Schema { get; init; } = "conformance";

    /// <summary>Whether the store belongs to a role that may do nothing but make a schema.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether the server refuses that role more connections than the driver may open; it is restricted then.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Whether the store is somebody else's, and the role has just what the driver says that it needs.</summary>
    public bool IsGranted { get; init; }

    /// <summary>Whether PgBouncer pools by transaction in between; the role is restricted then.</summary>
    public bool IsPooled { get; init; }

    /// <summary>The random runs of the model take most of the time of all, so only one setting makes many.</summary>
    public int ModelRuns { get; init; } = 15;

    public int Connections { get; init; } = 8;

    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
