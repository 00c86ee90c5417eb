using System.Runtime.CompilerServices;
using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>A store's log up to where it was when the reading began.</summary>
internal sealed class StoreEvidence(IAuditReader log, long size, IReadOnlyList<string> checkpoints) : IAuditEvidence
{
    private const int PageSize = IAuditReader.MaximumLimit;

    public IReadOnlyList<string> Checkpoints => checkpoints;

    public IReadOnlyList<string> Unreadable => [];

    public async IAsyncEnumerable<EvidenceEntry> ReadEntriesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = 0L; next < size;)
        {
            var page = await log.ListAsync(next, PageSize, cancellationToken);
            foreach (var entry in page.TakeWhile(entry => entry.Index < size))
            {
                yield return new EvidenceEntry(entry.Index!.Value, entry.Id, entry.Entry);
            }

            if (page is [])
            {
                yield break;
            }

            next = page[^1].Index!.Value + 1;
        }
    }

    public ValueTask<ReadOnlyMemory<byte>?> FindNodeAsync(int level, long index, CancellationToken cancellationToken) =>
        log.FindNodeAsync(level, index, cancellationToken);
}
