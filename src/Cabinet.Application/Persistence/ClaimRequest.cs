using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence;

/// <summary>Asks for jobs to run.</summary>
/// <param name="Node">Who asks; it must be registered.</param>
/// <param name="Queue">From which queue.</param>
/// <param name="Limit">At most so many, 1 to <see cref="MaximumLimit"/>; anything else throws.</param>
/// <param name="Now">The caller's time (UTC): scheduled jobs due by then become available first.</param>
/// <param name="Suspects">True claims suspects instead of available jobs; the caller then runs one at a time,
/// alone.</param>
public sealed record ClaimRequest(NodeId Node, QueueName Queue, int Limit, DateTimeOffset Now, bool Suspects = false)
{
    /// <summary>The most jobs in one claim.</summary>
    public const int MaximumLimit = 1_000;

    /// <summary>At most so many, 1 to <see cref="MaximumLimit"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Limit { get; init => field = Bounds.Require(value, MaximumLimit, "The limit of a claim"); } =
        Bounds.Require(Limit, MaximumLimit, "The limit of a claim");
}
