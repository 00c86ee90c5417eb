using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>A sealed folder as a place where sealed content lies.</summary>
/// <param name="name">What operators call it.</param>
/// <param name="folder">The folder.</param>
/// <param name="contextOf">The context of a file, by its name.</param>
internal sealed class FolderHoldings(string name, SealedFolder folder, Func<string, ContentContext> contextOf)
    : ISealedHoldings
{
    private readonly Lock walking = new();

    // The last file that a walk for a version looked at, so that files that don't open don't stand in the way of the rest.
    private readonly Dictionary<SealedUnder, string> positions = [];

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public ValueTask<long> CountAsync(SealedUnder version, long limit, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var file in folder.List())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (count < limit && folder.FindVersion(file) == version)
            {
                count++;
            }
        }

        return new ValueTask<long>(count);
    }

    /// <inheritdoc />
    public async ValueTask<ResealResult> ResealAsync(
        SealedUnder version, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = Position(version);
        var (resealed, unreadable) = (0L, 0L);
        foreach (var file in folder.List().Where(file => string.CompareOrdinal(file, after) > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (folder.FindVersion(file) != version)
            {
                continue;
            }

            if (await folder.ResealAsync(file, version, contextOf(file), cancellationToken))
            {
                resealed++;
            }
            else
            {
                unreadable++;
            }

            if (resealed + unreadable == limit)
            {
                Keep(version, file);
                return new ResealResult(resealed, unreadable, HasMore: true);
            }
        }

        Keep(version, null);
        return new ResealResult(resealed, unreadable, HasMore: false);
    }

    private string? Position(SealedUnder version)
    {
        lock (walking)
        {
            return positions.GetValueOrDefault(version);
        }
    }

    private void Keep(SealedUnder version, string? position)
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
