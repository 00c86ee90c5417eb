using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>The store as a place where sealed content lies: jobs, dead letters, history, tasks, data keys.</summary>
/// <remarks>
/// It goes to the driver directly, because it is the front that it would go through otherwise. A content is replaced only
/// where what was read still stands; everything else of its row stays as it is, a running job's claim included.
/// </remarks>
internal sealed class StoreHoldings(IStoreDriver driver, IContentProtector protector) : ISealedHoldings
{
    private const int PageSize = 500;
    private const int OperationsPerCommit = 100;

    private readonly Lock walking = new();

    // Where the walk of each version goes on, so that contents that can't be opened don't stand in the way of the rest.
    private readonly Dictionary<SealedUnder, string> positions = [];

    /// <inheritdoc />
    public string Name => "store";

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(SealedUnder version, long limit, CancellationToken cancellationToken)
    {
        var count = 0L;
        string? from = null;
        do
        {
            var page = await driver.Contents.FindAsync(version, from, PageSize, cancellationToken);
            count += page.Contents.Count;
            from = page.Next;
        }
        while (from is not null && count < limit);

        return Math.Min(count, limit);
    }

    /// <inheritdoc />
    public async ValueTask<ResealResult> ResealAsync(
        SealedUnder version, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var from = TakePosition(version);
        var (resealed, unreadable, seen) = (0L, 0L, 0);
        do
        {
            var wanted = Math.Min(limit - seen, PageSize);
            var page = await driver.Contents.FindAsync(version, from, wanted, cancellationToken);
            var replacements = page.Contents.Select(Reseal).OfType<ReplaceContent>().ToList();
            unreadable += page.Contents.Count - replacements.Count;
            resealed += await ReplaceAsync(replacements, cancellationToken);
            seen += page.Contents.Count;
            from = page.Next;
        }
        while (from is not null && seen < limit);

        KeepPosition(version, from);
        return new ResealResult(resealed, unreadable, HasMore: from is not null);
    }

    private ReplaceContent? Reseal(StoredContent stored)
    {
        var opened = protector.Open(stored.Content.Sealed.Span, stored.Context);
        return opened.IsOpened
            ? new ReplaceContent(stored, Content.FromSealed(protector.Seal(opened.Plaintext, stored.Context)))
            : null;
    }

    private async ValueTask<long> ReplaceAsync(
        IReadOnlyList<ReplaceContent> replacements, CancellationToken cancellationToken)
    {
        var replaced = 0L;
        foreach (var chunk in replacements.Chunk(OperationsPerCommit))
        {
            var operations = chunk.ToList<WriteOperation>();
            while (operations.Count > 0)
            {
                var result = await driver.CommitAsync(new WriteSet([.. operations]), cancellationToken);
                if (result is not CommitResult.Refused refused)
                {
                    replaced += operations.Count;
                    break;
                }

                // That one changed or went away since it was read, or was fenced; the next walk sees what became of it.
                operations.RemoveAt(refused.Operation);
            }
        }

        return replaced;
    }

    private string? TakePosition(SealedUnder version)
    {
        lock (walking)
        {
            return positions.GetValueOrDefault(version);
        }
    }

    private void KeepPosition(SealedUnder version, string? position)
    {
        lock (walking)
        {
            if (position is null)
            {
                positions.Remove(version);
            }
            else
            {
                positions[version] = position;
            }
        }
    }
}
