namespace Cabinet.Crash.Tests.Fleet;

/// <summary>What a node tried to commit for a job, and the answer.</summary>
/// <param name="At">When the answer came, in microseconds of the machine's monotonic clock.</param>
/// <param name="Answer">committed, refused, unsure (the store couldn't say) or failed.</param>
/// <param name="Kind">end, dead, retry or return.</param>
/// <param name="Job">For which job.</param>
/// <param name="Epoch">Under which claim.</param>
internal sealed record FleetOutcome(long At, string Answer, string Kind, string Job, long Epoch);
