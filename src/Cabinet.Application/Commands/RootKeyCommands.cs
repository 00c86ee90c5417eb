using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Commands;

/// <summary>Replaces the root key: the ring's keys stay, and are wrapped under another one, while nodes run.</summary>
public sealed class RootKeyCommands(IStore store, IRootKeys rootKeys, IIdGenerator ids, TimeProvider time)
{
    // Each turn takes in what others added to the ring since the last one.
    private const int MostTurns = 10;

    /// <summary>Which root keys are at hand, and how many versions of the ring are under each id.</summary>
    /// <exception cref="StoreException">The store can't be read now.</exception>
    /// <exception cref="RootKeyException">There is no usable root key.</exception>
    public async ValueTask<(RootKeyStatus Status, IReadOnlyDictionary<KeyId, int> Versions)> ReadStatusAsync(
        CancellationToken cancellationToken)
    {
        var records = await store.Keys.ListAsync(cancellationToken);
        var versions = records
            .Select(record => SealedUnder.TryRead(record.WrappedKey.Span, out var root) ? root.KeyId : (KeyId?)null)
            .OfType<KeyId>()
            .CountBy(root => root)
            .ToDictionary();
        return (rootKeys.ReadStatus(), versions);
    }

    /// <summary>
    /// Wraps the whole ring under the next root key in one audited commit, and makes that the current one. A kill at any
    /// moment leaves a ring that opens; the same command then goes on.
    /// </summary>
    /// <param name="caller">Who; an admin.</param>
    /// <param name="reason">Why, 1 to 1,000 characters, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    /// <exception cref="RootKeyException">There is no usable root key, or no place for the next.</exception>
    /// <exception cref="KeyRingException">A version opens under no root key that is at hand.</exception>
    public async ValueTask<RootKeyResult> ReplaceAsync(
        Caller caller, string reason, CancellationToken cancellationToken)
    {
        if (!CommandPolicy.MayOperate(caller))
        {
            return new RootKeyResult.Denied();
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > AuditEvent.MaximumReason)
        {
            return new RootKeyResult.Refused(
                $"Say why: the audit needs a reason of 1 to {AuditEvent.MaximumReason} characters.");
        }

        rootKeys.PrepareNext();
        var status = rootKeys.ReadStatus();
        if (status.Next is not { } next)
        {
            return new RootKeyResult.Refused("There is no next root key. Prepare one and run the command again.");
        }

        if (next.Id == status.Current.Id)
        {
            return new RootKeyResult.Refused(
                $"The next root key, from {next.Source}, is the current one. Bring another one.");
        }

        return await RewrapAsync(status.Current, next, caller, reason, cancellationToken) is { } rewrapped
            ? new RootKeyResult.Replaced(status.Current.Id, next.Id, rewrapped, rootKeys.FinishReplacement())
            : new RootKeyResult.Refused(
                "The key ring kept changing while it was being wrapped. Nothing is lost; run the command again.");
    }

    private async ValueTask<int?> RewrapAsync(
        RootKeyName from, RootKeyName to, Caller caller, string reason, CancellationToken cancellationToken)
    {
        var rewrapped = 0;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var replacements = rootKeys.WrapUnderNext(await store.Keys.ListAsync(cancellationToken));
            if (replacements.Count == 0)
            {
                return rewrapped;
            }

            var audited = new AppendAudit(Describe(from, to, replacements.Count, caller, reason));
            if (await store.CommitAsync(new WriteSet([.. replacements, audited]), cancellationToken)
                is CommitResult.Committed)
            {
                rewrapped += replacements.Count;
            }
        }

        return null;
    }

    private AuditEvent Describe(RootKeyName from, RootKeyName to, int versions, Caller caller, string reason) => new()
    {
        Id = ids.Next(),
        At = time.GetUtcNow(),
        Action = AuditActions.RootKeyReplaced,
        Actor = caller.Name,
        Subject = to.Id.ToString(),
        Reason = reason,
        Details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["from"] = from.Id.ToString(),
            ["versions"] = versions.ToString(CultureInfo.InvariantCulture),
        },
    };
}
