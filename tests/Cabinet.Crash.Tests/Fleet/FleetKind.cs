namespace Cabinet.Crash.Tests.Fleet;

/// <summary>What a process of the fleet does.</summary>
internal enum FleetKind
{
    /// <summary>It runs jobs.</summary>
    Worker,

    /// <summary>It enqueues jobs.</summary>
    Producer,
}
