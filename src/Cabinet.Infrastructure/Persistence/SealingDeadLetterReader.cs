using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Reads the dead-letter queue and opens errors and payloads.</summary>
internal sealed class SealingDeadLetterReader(IDeadLetterReader driver, ContentOpener opener) : IDeadLetterReader
{
    /// <inheritdoc />
    public async ValueTask<DeadLetterRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        await driver.FindAsync(id, cancellationToken) is { } letter ? Open(letter) : null;

    /// <inheritdoc />
    public async ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken)
    {
        // The payload is bound to the job's queue and type, which stand in its record.
        if (await driver.FindAsync(id, cancellationToken) is not { } letter)
        {
            return Content.None;
        }

        var payload = await driver.ReadPayloadAsync(id, cancellationToken);
        return opener.Open(payload, ContentContexts.JobPayload(id, letter.Queue, letter.Type));
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<DeadLetterRecord>> ListAsync(
        DeadLetterFilter filter, Page page, CancellationToken cancellationToken)
    {
        var letters = await driver.ListAsync(filter, page, cancellationToken);
        return [.. letters.Select(Open)];
    }

    /// <inheritdoc />
    public ValueTask<long> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        driver.CountAsync(filter, cancellationToken);

    private DeadLetterRecord Open(DeadLetterRecord letter) =>
        letter with { Error = opener.Open(letter.Id, letter.Error) };
}
