using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads the history of ended jobs. Reads change nothing: same state, same answer.</summary>
public interface IHistoryReader
{
    /// <summary>The record of that job, or null.</summary>
    ValueTask<HistoryRecord?> FindAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>Records by id, oldest job first; without payloads and results.</summary>
    ValueTask<IReadOnlyList<HistoryRecord>> ListAsync(
        HistoryFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>Records by id that match, as far as a bounded look goes; without payloads and results.</summary>
    ValueTask<Found<HistoryRecord>> SearchAsync(
        HistorySearch filter, Search search, CancellationToken cancellationToken);

    /// <summary>
    /// Records in the order of their ends, oldest first. It costs what it returns, however many records there are.
    /// </summary>
    ValueTask<IReadOnlyList<HistoryEntry>> ListEndedAsync(HistoryStretch stretch, CancellationToken cancellationToken);

    /// <summary>How long operators have said that things are kept: what holds for all types first, then by type and state.</summary>
    ValueTask<IReadOnlyList<RetentionRule>> ListRetentionAsync(CancellationToken cancellationToken);

    /// <summary>How many records there are.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken);
}
