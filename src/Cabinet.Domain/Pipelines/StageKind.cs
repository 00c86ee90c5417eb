namespace Cabinet.Domain.Pipelines;

/// <summary>When a stage gets its jobs.</summary>
public enum StageKind
{
    /// <summary>One job for each output of each job of the stages before it (fan-out); a first stage gets one job.</summary>
    Each = 0,

    /// <summary>One job, once every stage before it is done, with all their outputs in order (fan-in).</summary>
    Join = 1,
}
