using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Reads the dead-letter queue and opens errors and payloads.</summary>
internal sealed class SealingDeadLetterReader(IDeadLetterReader driver, ContentOpener opener, StoredPayloads payloads) : IDeadLetterReader
{
    /// <inheritdoc />
    public ValueTask<DeadLetterRecord?> FindAsync(JobId id, CancellationToken cancellationToken) => opener.ReadAsync(
        async view => await driver.FindAsync(id, cancellationToken) is { } letter ? Open(view, letter) : null,
        cancellationToken);

    /// <inheritdoc />
    public async ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) =>
        await payloads.ReadAsync(id, await ReadRowAsync(id, cancellationToken), cancellationToken);

    private ValueTask<Content> ReadRowAsync(JobId id, CancellationToken cancellationToken) => opener.ReadAsync(
        async view =>
        {
            // The payload is bound to the job's queue and type, which stand in its record.
            if (await driver.FindAsync(id, cancellationToken) is not { } letter)
            {
                return Content.None;
            }

            var payload = await driver.ReadPayloadAsync(id, cancellationToken);
            return view.Open(payload, ContentContexts.JobPayload(id, letter.Queue, letter.Type));
        },
        cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DeadLetterRecord>> ListAsync(
        DeadLetterFilter filter, Page page, CancellationToken cancellationToken) =>
        opener.ReadAsync<IReadOnlyList<DeadLetterRecord>>(
            async view =>
            {
                var letters = await driver.ListAsync(filter, page, cancellationToken);
                return [.. letters.Select(letter => Open(view, letter))];
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<Found<DeadLetterRecord>> SearchAsync(
        DeadLetterSearch filter, Search search, CancellationToken cancellationToken) =>
        opener.ReadAsync(
            async view =>
            {
                var found = await driver.SearchAsync(filter, search, cancellationToken);
                return found with { Records = [.. found.Records.Select(letter => Open(view, letter))] };
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DeadLetterGroup>> ListGroupsAsync(
        string? after, CancellationToken cancellationToken) => driver.ListGroupsAsync(after, cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        driver.CountAsync(filter, cancellationToken);

    private static DeadLetterRecord Open(ContentView view, DeadLetterRecord letter) =>
        letter with { Error = view.Open(letter.Id, letter.Error) };
}
