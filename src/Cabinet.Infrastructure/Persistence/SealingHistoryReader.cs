using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Reads the history and opens what full retention kept.</summary>
internal sealed class SealingHistoryReader(IHistoryReader driver, ContentOpener opener, StoredPayloads payloads) : IHistoryReader
{
    /// <inheritdoc />
    public async ValueTask<HistoryRecord?> FindAsync(JobId id, CancellationToken cancellationToken)
    {
        var found = await opener.ReadAsync(
            async view => await driver.FindAsync(id, cancellationToken) is { } record ? Open(view, record) : null,
            cancellationToken);
        return found is null ? null : found with { Payload = await ReadPayloadAsync(id, found.Payload, cancellationToken) };
    }

    // What became of a job is to be seen also when the file of its payload isn't: then there is none.
    private async ValueTask<Content> ReadPayloadAsync(JobId id, Content opened, CancellationToken cancellationToken)
    {
        try
        {
            return await payloads.ReadAsync(id, opened, cancellationToken);
        }
        catch (StoreException)
        {
            return Content.None;
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<HistoryRecord>> ListAsync(
        HistoryFilter filter, Page page, CancellationToken cancellationToken) =>
        driver.ListAsync(filter, page, cancellationToken);

    /// <inheritdoc />
    public ValueTask<Found<HistoryRecord>> SearchAsync(
        HistorySearch filter, Search search, CancellationToken cancellationToken) =>
        driver.SearchAsync(filter, search, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<HistoryEntry>> ListEndedAsync(
        HistoryStretch stretch, CancellationToken cancellationToken) =>
        driver.ListEndedAsync(stretch, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RetentionRule>> ListRetentionAsync(CancellationToken cancellationToken) =>
        driver.ListRetentionAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => driver.CountAsync(cancellationToken);

    private static HistoryRecord Open(ContentView view, HistoryRecord record) => record with
    {
        Payload = view.Open(record.Payload, ContentContexts.JobPayload(record.Id, record.Queue, record.Type)),
        Result = view.Open(record.Result, ContentContexts.JobResult(record.Id, record.Queue, record.Type)),
    };
}
