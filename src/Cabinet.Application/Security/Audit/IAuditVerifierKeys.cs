using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Application.Security.Audit;

/// <summary>Lists the keys that a store's checkpoints are signed with. It needs no root key.</summary>
public interface IAuditVerifierKeys
{
    /// <summary>
    /// All versions, oldest first. They are what the store says: whoever verifies compares them with what was handed over
    /// while the store was trusted.
    /// </summary>
    ValueTask<IReadOnlyList<AuditVerifierKey>> ListAsync(
        IKeyReader keys, IAuditReader log, CancellationToken cancellationToken);
}
