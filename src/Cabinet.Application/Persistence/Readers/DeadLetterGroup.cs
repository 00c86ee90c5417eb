using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Dead letters that have their cause in common.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Count">How many there are, counted up to <see cref="MaximumCount"/>.</param>
/// <param name="Oldest">The job with the least id.</param>
/// <param name="Newest">The job with the largest id.</param>
public sealed record DeadLetterGroup(string Cause, long Count, JobId Oldest, JobId Newest)
{
    /// <summary>Where counting stops: a group of so many has at least so many.</summary>
    public const int MaximumCount = 10_000;

    /// <summary>The most groups of one read.</summary>
    public const int MaximumGroups = 100;

    /// <summary>Whether there may be more than <see cref="Count"/>.</summary>
    public bool IsAtLeast => Count >= MaximumCount;
}
