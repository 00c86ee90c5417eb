using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Application.Security.DataKeys;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Envelopes;

namespace Cabinet.Infrastructure.Security.DataKeys;

/// <summary>Data keys that lie in the store, wrapped under the ring.</summary>
/// <remarks>
/// Every message under a data key has a salt, and so a message key, of its own: 24 random bytes don't repeat, so its uses
/// aren't counted, and no derived key outlives the data key in a cache.
/// </remarks>
internal sealed class RingDataKeys : IDataKeys, IDisposable
{
    private const int CachedKeys = 256;

    private readonly IStore store;
    private readonly IContentProtector protector;
    private readonly ISecureRandom random;
    private readonly IIdGenerator ids;
    private readonly TimeProvider time;
    private readonly DataKeyWrapping wrapping;
    private readonly DataKeyCache cache;

    public RingDataKeys(
        IStore store,
        IContentProtector protector,
        ISecureRandom random,
        DataKeyWrapping wrapping,
        IIdGenerator ids,
        TimeProvider time)
    {
        this.store = store;
        this.protector = protector;
        this.random = random;
        this.wrapping = wrapping;
        this.ids = ids;
        this.time = time;
        cache = new DataKeyCache(CachedKeys, time);
    }

    public async ValueTask<Guid> CreateAsync(
        string subject, string tenant, Caller caller, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(caller);
        RequireText(subject, DataKeyRecord.MaximumSubject, nameof(subject));
        RequireText(reason, AuditEvent.MaximumReason, nameof(reason));
        await protector.PrepareAsync(cancellationToken);
        var record = wrapping.Create(ids.Next(), subject, tenant, time.GetUtcNow());
        var audited = Audit(AuditActions.DataKeyCreated, record.Id, caller, reason);
        var result = await store.CommitAsync(new WriteSet([new AddDataKey(record), audited]), cancellationToken);
        return result is CommitResult.Committed
            ? record.Id
            : throw new InvalidOperationException($"A new data key was refused: {result}.");
    }

    public async ValueTask<DataKeyResult> SealAsync(
        Guid key, ReadOnlyMemory<byte> plaintext, ContentContext context, CancellationToken cancellationToken)
    {
        EnvelopeProtector.RequireSize(plaintext.Length);
        var (opened, missing) = await AcquireAsync(key, cancellationToken);
        if (opened is null)
        {
            return missing!;
        }

        try
        {
            if (!Fits(opened, context))
            {
                throw new ArgumentException(
                    "A data key seals contexts of the purpose content, and those of its own tenant if it has one.",
                    nameof(context));
            }

            return wrapping.MaySeal(opened.Secret.Profile)
                ? new DataKeyResult.Done(DataKeyEnvelope.Seal(opened.Secret, random, plaintext.Span, context))
                : new DataKeyResult.Refused(
                    new OpenRefusal.KeyUnavailable(opened.Secret.KeyId, opened.Secret.Version));
        }
        finally
        {
            opened.Release();
        }
    }

    public async ValueTask<DataKeyResult> OpenAsync(
        Guid key, ReadOnlyMemory<byte> sealedBytes, ContentContext context, CancellationToken cancellationToken)
    {
        var (opened, missing) = await AcquireAsync(key, cancellationToken);
        if (opened is null)
        {
            return missing!;
        }

        try
        {
            var plaintext = Fits(opened, context)
                ? DataKeyEnvelope.TryOpen(opened.Secret, sealedBytes.Span, context)
                : null;
            return plaintext is null
                ? new DataKeyResult.Refused(EnvelopeProtector.Unreadable())
                : new DataKeyResult.Done(plaintext);
        }
        finally
        {
            opened.Release();
        }
    }

    public async ValueTask<bool> ShredAsync(
        Guid key, Caller caller, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RequireText(reason, AuditEvent.MaximumReason, nameof(reason));
        var audited = Audit(AuditActions.DataKeyShredded, key, caller, reason);
        try
        {
            return await store.CommitAsync(
                new WriteSet([new ShredDataKey(key, time.GetUtcNow()), audited]), cancellationToken)
                is CommitResult.Committed;
        }
        finally
        {
            // Also when the outcome is unknown: then the store says what became of it.
            cache.Drop(key);
        }
    }

    public void Dispose() => cache.Dispose();

    /// <summary>A data key to work with, which the caller releases; or why there is none.</summary>
    private async ValueTask<(OpenedDataKey? Key, DataKeyResult? Missing)> AcquireAsync(
        Guid id, CancellationToken cancellationToken)
    {
        if (cache.TryAcquire(id) is { } cached)
        {
            return (cached, null);
        }

        var drops = cache.Drops;
        var readAt = time.GetTimestamp();
        if (await store.DataKeys.FindAsync(id, cancellationToken) is not { } record)
        {
            return (null, new DataKeyResult.NotFound());
        }

        if (record.ShreddedAt is { } shreddedAt)
        {
            return (null, new DataKeyResult.Shredded(shreddedAt));
        }

        if (wrapping.TryUnwrap(record, out var refusal) is not { } opened)
        {
            return (null, new DataKeyResult.Refused(refusal));
        }

        cache.Add(id, opened, readAt, drops);
        return (opened, null);
    }

    private AppendAudit Audit(string action, Guid key, Caller caller, string reason) => new(new AuditEvent
    {
        Id = ids.Next(),
        At = time.GetUtcNow(),
        Action = action,
        Actor = caller.Name,
        Subject = key.ToString(),
        Reason = reason,
    });

    private static bool Fits(OpenedDataKey key, in ContentContext context) =>
        context.Purpose == KeyPurposes.Content && (key.Tenant.Length == 0 || key.Tenant == context.Tenant);

    private static void RequireText(string text, int maximum, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, name);
        if (text.Length > maximum)
        {
            throw new ArgumentException($"At most {maximum} characters, not {text.Length}.", name);
        }
    }
}
