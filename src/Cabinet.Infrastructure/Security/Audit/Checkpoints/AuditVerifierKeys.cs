using System.Text;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>Names the public halves by the log's origin. A signing key's check value is its public half.</summary>
internal sealed class AuditVerifierKeys(IOptions<SecurityOptions> options) : IAuditVerifierKeys
{
    public async ValueTask<IReadOnlyList<AuditVerifierKey>> ListAsync(
        IKeyReader keys, IAuditReader log, CancellationToken cancellationToken)
    {
        KeyVersionRecord[] records =
        [
            .. (await keys.ListAsync(cancellationToken))
                .Where(record => record is { Purpose: KeyPurposes.AuditCheckpoint, Tenant: "" })
                .OrderBy(record => record.CreatedAt)
                .ThenBy(record => record.Version),
        ];
        if (records is [])
        {
            return [];
        }

        var head = await log.ReadHeadAsync(cancellationToken);
        var origin = head.Checkpoint is { } newest
            && SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(newest.Note), out var checkpoint)
                ? checkpoint.Head.Origin
                : options.Value.AuditOrigin ?? CheckpointOrigin.Of(records[0].KeyId);
        return
        [
            .. records.Select(record => new AuditVerifierKey(
                new SealedUnder(record.KeyId, record.Version),
                record.State,
                new VerifierKey(origin, record.CheckValue).ToString())),
        ];
    }
}
