using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Persistence.Records;

/// <summary>
/// As what a job that is over is kept. The numbers are stored and never change their meaning; the first ones are those of
/// <see cref="JobEnd"/>.
/// </summary>
public enum RetainedAs
{
    /// <summary>As the history record of one whose handler succeeded.</summary>
    Completed = 0,

    /// <summary>As the history record of one that somebody cancelled.</summary>
    Cancelled = 1,

    /// <summary>As the history record of one that was discarded from the dead-letter queue.</summary>
    Discarded = 2,

    /// <summary>As a dead letter.</summary>
    DeadLetter = 3,
}
