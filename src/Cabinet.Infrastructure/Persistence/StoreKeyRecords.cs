using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Keeps the key ring in the store, beside what its keys seal.</summary>
/// <remarks>It goes to the driver directly: the keys are wrapped already, and the sealing front needs them to work.</remarks>
internal sealed class StoreKeyRecords(
    IStoreDriver driver, IAuditEncoder encoder, IIdGenerator ids, TimeProvider time) : IKeyRecords
{
    // Nobody is asked when a new store starts: the program itself makes what it lacks.
    private const string Actor = "first start";

    public ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(CancellationToken cancellationToken) =>
        driver.Keys.ListAsync(cancellationToken);

    public ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken) =>
        driver.Keys.ReadRevisionAsync(cancellationToken);

    public async ValueTask<bool> TryAddAsync(KeyVersionRecord record, CancellationToken cancellationToken) =>
        await driver.CommitAsync(new WriteSet([new AddKeyVersion(record), Audit(record)]), cancellationToken)
            is CommitResult.Committed;

    public async ValueTask<bool> TryReserveUsesAsync(
        KeyId keyId, KeyVersion version, long count, long limit, CancellationToken cancellationToken) =>
        await driver.CommitAsync(
            new WriteSet(new ReserveKeyUses(new SealedUnder(keyId, version), count, limit)),
            cancellationToken) is CommitResult.Committed;

    private AppendAudit Audit(KeyVersionRecord record)
    {
        var audited = new AuditEvent
        {
            Id = ids.Next(),
            At = time.GetUtcNow(),
            Action = AuditActions.KeyCreated,
            Actor = Actor,
            Subject = $"{record.KeyId}/{record.Version}",
            Details = new Dictionary<string, string> { ["purpose"] = record.Purpose },
        };
        return new AppendAudit(audited) { Entry = encoder.Encode(audited) };
    }
}
