namespace Cabinet.Domain.Jobs;

/// <summary>What is kept of a finished job. The numbers are stored and never change their meaning.</summary>
public enum Retention
{
    /// <summary>Nothing: the row goes.</summary>
    None = 0,

    /// <summary>Who, what, when and how it ended; no payload and no result. The default.</summary>
    Summary = 1,

    /// <summary>The summary with payload and result, sealed.</summary>
    Full = 2,
}
