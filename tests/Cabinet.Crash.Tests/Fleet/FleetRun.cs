namespace Cabinet.Crash.Tests.Fleet;

/// <summary>One run of a job; times in microseconds of the machine's monotonic clock.</summary>
/// <param name="Job">Which job.</param>
/// <param name="Epoch">Under which claim.</param>
/// <param name="Node">By which registration.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When it ended; the largest number when nobody saw it end.</param>
/// <param name="Attempt">Which attempt it was.</param>
/// <param name="IsSuspect">Whether a node had died under the job.</param>
internal sealed record FleetRun(
    string Job, long Epoch, string Node, long Began, long Ended, int Attempt, bool IsSuspect);
