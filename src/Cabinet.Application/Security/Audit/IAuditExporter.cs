using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Application.Security.Audit;

/// <summary>Writes a log as JSON lines that <see cref="IAuditVerifier"/> and other programs can verify.</summary>
public interface IAuditExporter
{
    /// <summary>
    /// Writes the entries that the newest checkpoint covers, in their order, a line each (<c>entry</c>, <c>index</c>,
    /// <c>leafHash</c>), and that checkpoint in the last line. Bounded memory.
    /// </summary>
    /// <returns>How many entries it wrote.</returns>
    ValueTask<long> ExportAsync(IAuditReader log, Stream output, CancellationToken cancellationToken);
}
