namespace Cabinet.Crash.Tests.Fleet;

/// <summary>What a storm does to a fleet.</summary>
internal enum FleetFault
{
    /// <summary>A worker is killed (SIGKILL), and another one started.</summary>
    WorkerKilled,

    /// <summary>A producer is killed (SIGKILL), and another one started.</summary>
    ProducerKilled,

    /// <summary>A worker is stopped (SIGSTOP) for longer than its lease, and goes on.</summary>
    WorkerFrozen,

    /// <summary>The server is stopped in immediate mode, and started again.</summary>
    ServerStopped,

    /// <summary>Every process of the server is killed (SIGKILL), and it is started again.</summary>
    ServerKilled,

    /// <summary>Back ends are terminated by an administrator.</summary>
    BackEndsTerminated,

    /// <summary>A process's connections are cut.</summary>
    ConnectionsCut,

    /// <summary>What a process and the server say to each other is swallowed.</summary>
    BlackHole,

    /// <summary>What the server answers a process is swallowed.</summary>
    AnswersLost,
}
