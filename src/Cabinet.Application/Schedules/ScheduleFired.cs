using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Schedules;

/// <summary>What became of one schedule's turn.</summary>
/// <param name="Schedule">Which.</param>
/// <param name="Jobs">How many jobs it enqueued; 0 when another node was quicker, too.</param>
/// <param name="Skipped">How many missed ticks got no job of their own.</param>
public sealed record ScheduleFired(ScheduleName Schedule, int Jobs, int Skipped);
