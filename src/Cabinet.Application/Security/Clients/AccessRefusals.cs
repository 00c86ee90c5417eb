using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Limits;

namespace Cabinet.Application.Security.Clients;

/// <summary>
/// Puts refusals at the boundary into the audit, each under a reference id, which is all that the refused are told.
/// </summary>
/// <remarks>
/// Anybody can be refused as often as they like, so of refusals a node records at most <see cref="Rate"/>; the next one that
/// it records says how many it didn't. A refusal takes effect whether or not it is recorded: nothing is let in by it.
/// </remarks>
public sealed class AccessRefusals(IStore store, IIdGenerator ids, TimeProvider time)
{
    /// <summary>How many refusals a node records: 60 a minute, 100 at once after a quiet time.</summary>
    public static RateLimit Rate { get; } = new(60, TimeSpan.FromMinutes(1), 100);

    private readonly Lock gate = new();
    private long? until;
    private long left;

    /// <summary>Records a refusal.</summary>
    /// <param name="who">The key that signed, when the signature verified; null otherwise.</param>
    /// <param name="route">Which route of the boundary, as it is declared.</param>
    /// <param name="why">The reason.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The reference id.</returns>
    /// <exception cref="StoreException">The audit can't be written now. The request stays refused.</exception>
    public async ValueTask<string> RecordAsync(
        string? who, string route, string why, CancellationToken cancellationToken)
    {
        var id = ids.Next();
        if (TakeTurn() is { } unrecorded)
        {
            var details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["route"] = route,
                ["why"] = why,
            };
            if (unrecorded > 0)
            {
                details["unrecorded-before"] = unrecorded.ToString(CultureInfo.InvariantCulture);
            }

            var refused = new AuditEvent
            {
                Id = id,
                At = time.GetUtcNow(),
                Action = AuditActions.CommandRefused,
                Actor = who ?? "unknown",
                Outcome = AuditOutcome.Refused,
                Reference = id.ToString("D"),
                Details = details,
            };
            await store.CommitAsync(new WriteSet(new AppendAudit(refused)), cancellationToken);
        }

        return id.ToString("D");
    }

    // How many weren't recorded since the last one; null when this one isn't either.
    private long? TakeTurn()
    {
        lock (gate)
        {
            var now = UnixMicroseconds.Of(time.GetUtcNow());
            if (until is { } wrong && RateRule.IsWrong(Rate, wrong, now))
            {
                until = null;
            }

            if (RateRule.Free(Rate, until, now) < 1)
            {
                left++;
                return null;
            }

            until = RateRule.After(Rate, until, now, 1);
            var unrecorded = left;
            left = 0;
            return unrecorded;
        }
    }
}
