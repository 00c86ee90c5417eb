using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>Commits changes to the ring, each with its audit event in the same write set.</summary>
internal sealed class KeyWrites(IStore store, IIdGenerator ids, TimeProvider time)
{
    /// <summary>The time of a change.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Commits operations and what is audited about them, whole or not at all.</summary>
    public ValueTask<CommitResult> CommitAsync(CancellationToken cancellationToken, params WriteOperation[] operations) =>
        store.CommitAsync(new WriteSet(operations), cancellationToken);

    /// <summary>The audit event of a change to a version.</summary>
    public AppendAudit Audit(string action, KeyVersionRecord key, KeyAuthor author) => new(new AuditEvent
    {
        Id = ids.Next(),
        At = Now,
        Action = action,
        Actor = author.Name,
        Subject = $"{key.KeyId}/{key.Version}",
        Reason = author.Reason,
        Details = Describe(key),
    });

    /// <summary>Answers a refused commit: which nodes it waits for, or that somebody else was faster.</summary>
    public async ValueTask<KeyResult> ExplainAsync(
        CommitResult.Refused refused, KeyVersionRecord key, CancellationToken cancellationToken)
    {
        if (refused.Reason == Refusal.RingUnconfirmed)
        {
            return new KeyResult.Waiting(
                NameOf(key), await ListUnconfirmedAsync(key.Revision, cancellationToken));
        }

        return new KeyResult.Refused(
            $"The key ring was changed by somebody else at the same moment ({refused.Reason}). Look at it and try again.");
    }

    /// <summary>The registered nodes that haven't confirmed a revision.</summary>
    public async ValueTask<IReadOnlyList<NodeRecord>> ListUnconfirmedAsync(
        long revision, CancellationToken cancellationToken) =>
        [.. (await store.Nodes.ListAsync(cancellationToken)).Where(node => node.RingRevision < revision)];

    /// <summary>The version's name.</summary>
    public static SealedUnder NameOf(KeyVersionRecord key) => new(key.KeyId, key.Version);

    private static Dictionary<string, string> Describe(KeyVersionRecord key)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["purpose"] = key.Purpose };
        if (key.Tenant.Length > 0)
        {
            details["tenant"] = key.Tenant;
        }

        return details;
    }
}
