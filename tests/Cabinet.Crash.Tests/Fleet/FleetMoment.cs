namespace Cabinet.Crash.Tests.Fleet;

/// <summary>One fault of a storm; times in microseconds of the machine's monotonic clock.</summary>
/// <param name="Fault">What was done.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When it was over: the server is started again, the connections are healed.</param>
/// <param name="WentOn">When every process had gone on with its work after that.</param>
internal sealed record FleetMoment(FleetFault Fault, long Began, long Ended, long WentOn);
