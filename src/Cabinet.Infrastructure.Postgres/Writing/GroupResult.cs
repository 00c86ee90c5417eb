using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>How an attempt to commit a group ended.</summary>
internal abstract record GroupResult
{
    private GroupResult()
    {
    }

    /// <summary>It took place.</summary>
    /// <param name="WasLookedUp">Its answer was lost, so what it had to tell is lost too.</param>
    public sealed record Committed(bool WasLookedUp) : GroupResult;

    /// <summary>A precondition failed, and nothing took place.</summary>
    /// <param name="Place">The number that the statement named.</param>
    /// <param name="Reason">Which precondition; null when the group has to be tried again.</param>
    /// <param name="Existing">What stands in the way.</param>
    public sealed record Refused(int Place, Refusal? Reason, Guid? Existing) : GroupResult;

    /// <summary>It got into the way of another commit, and nothing took place.</summary>
    public sealed record Conflicted : GroupResult;

    /// <summary>Somebody's open transaction holds what it needs, for longer than a lane waits, and nothing took place.</summary>
    /// <param name="Exception">What to tell whoever has waited long enough.</param>
    public sealed record Blocked(StoreException Exception) : GroupResult;

    /// <summary>It can't be committed now; whether it was is said by the exception.</summary>
    /// <param name="Exception">What to tell the callers.</param>
    /// <param name="MayBeOneOfThem">Whether a single write set may be at fault, so that the others deserve another try.</param>
    public sealed record Failed(StoreException Exception, bool MayBeOneOfThem) : GroupResult;
}
