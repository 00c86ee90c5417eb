using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Policies;

namespace Cabinet.Application.Security.Audit;

/// <summary>Writes down what a caller did, for the write set that does it.</summary>
internal sealed class AuditEvents(IIdGenerator ids, TimeProvider time)
{
    /// <summary>The operation that puts it into the audit log.</summary>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="subject">The id of what it was done to.</param>
    /// <param name="reason">Why, in the caller's words; null when nobody was asked.</param>
    /// <param name="details">More, by name.</param>
    public AppendAudit Of(
        string action, Caller caller, Guid subject, string? reason, IReadOnlyDictionary<string, string>? details = null) =>
        Of(action, caller, subject.ToString(), reason, details);

    /// <inheritdoc cref="Of(string, Caller, Guid, string, IReadOnlyDictionary{string, string})"/>
    public AppendAudit Of(
        string action, Caller caller, string subject, string? reason, IReadOnlyDictionary<string, string>? details = null) =>
        new(new AuditEvent
        {
            Id = ids.Next(),
            At = time.GetUtcNow(),
            Action = action,
            Actor = caller.Name,
            Subject = subject,
            Reason = reason,
            Details = details,
        });

    /// <summary>Requires a reason to be no longer than the audit log takes.</summary>
    /// <exception cref="ArgumentException">It is longer; the message says what is allowed.</exception>
    public static void RequireReason(string? reason)
    {
        if (reason is { Length: > AuditEvent.MaximumReason })
        {
            throw new ArgumentException(
                $"The reason has {reason.Length} characters; at most {AuditEvent.MaximumReason} are allowed.",
                nameof(reason));
        }
    }
}
