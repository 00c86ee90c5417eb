using Cabinet.Crash.Tests.Processes;
using Cabinet.Postgres.Servers;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>A worker or a producer, with its own way to the server.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Program">The process.</param>
/// <param name="Way">What lies between it and the server.</param>
internal sealed record FleetProcess(FleetKind Kind, ProgramProcess Program, TcpProxy Way)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    /// <summary>Waits until it does more of what it is there for.</summary>
    public Task GoesOnAsync() => Program.SeesNextAsync(Kind == FleetKind.Worker ? "ran" : "acknowledged", Bound);
}
