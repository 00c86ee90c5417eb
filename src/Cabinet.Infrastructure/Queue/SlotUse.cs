namespace Cabinet.Infrastructure.Queue;

/// <summary>How full the slots of a queue are.</summary>
/// <param name="Running">Jobs that run.</param>
/// <param name="Waiting">Claimed jobs that wait for a slot.</param>
/// <param name="Unsettled">Outcomes that wait for their commit.</param>
internal readonly record struct SlotUse(int Running, int Waiting, int Unsettled);
