using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Commands;

/// <summary>
/// Admits signed commands at most once: by freshness first, and then by the commit that carries the command and consumes
/// its nonce (guarantee 6). What is refused gets a reference id, and only the audit says why.
/// </summary>
public sealed class CommandAdmission(IStore store, IIdGenerator ids, TimeProvider time, AdmissionOptions options)
{
    /// <summary>Why a fresh look refuses the command; null when it is in its window.</summary>
    /// <param name="command">The command, its signature verified.</param>
    /// <param name="now">By this node's clock.</param>
    internal AdmissionRefusal? Judge(SignedCommand command, DateTimeOffset now) =>
        options.Window.Judge(command.CreatedAt, now) switch
        {
            NonceFreshness.Fresh => null,
            NonceFreshness.Stale => AdmissionRefusal.Stale,
            _ => AdmissionRefusal.FromTheFuture,
        };

    /// <summary>
    /// What a write set needs to carry the command: the nonce first, so that a replay is refused before anything else,
    /// and the audit record of its acceptance.
    /// </summary>
    internal IReadOnlyList<WriteOperation> Admit(SignedCommand command, string action, string subject, DateTimeOffset now) =>
    [
        new ConsumeNonce(command.Signer, command.Nonce, options.Window.KeepUntil(command.CreatedAt)),
        new AppendAudit(Describe(command, AuditActions.CommandAccepted, subject, now) with
        {
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["command"] = action },
        }),
    ];

    /// <summary>What a refused write set says about the nonce; null when it was refused for another reason.</summary>
    internal static AdmissionRefusal? Explain(CommitResult.Refused refused) => refused.Reason switch
    {
        Refusal.NonceUsed => AdmissionRefusal.Replayed,
        Refusal.NonceExpired => AdmissionRefusal.Forgotten,
        _ => null,
    };

    /// <summary>Records a refusal in the audit and gives it a reference id.</summary>
    /// <returns>The reference id: all that the caller is told.</returns>
    /// <exception cref="StoreException">The audit can't be written now. The command stays refused.</exception>
    internal async ValueTask<string> RefuseAsync(
        SignedCommand command, string action, AdmissionRefusal why, CancellationToken cancellationToken)
    {
        var reference = ids.Next().ToString("D");
        var refused = Describe(command, AuditActions.CommandRefused, "", time.GetUtcNow()) with
        {
            Outcome = AuditOutcome.Refused,
            Reference = reference,
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["command"] = action,
                ["why"] = why.ToString(),
                ["created"] = command.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            },
        };
        await store.CommitAsync(new WriteSet(new AppendAudit(refused)), cancellationToken);
        return reference;
    }

    private AuditEvent Describe(SignedCommand command, string action, string subject, DateTimeOffset now) => new()
    {
        Id = ids.Next(),
        At = now,
        Action = action,
        Actor = command.Signer,
        Subject = subject,
    };
}
