using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Walks over everything sealed in a store, to find what lies under a key version.</summary>
public interface IContentReader
{
    /// <summary>The most contents of one step.</summary>
    const int MaximumLimit = 1_000;

    /// <summary>The most rows that one step looks at, whatever it finds in them.</summary>
    const int MaximumStretch = 2_000;

    /// <summary>
    /// Looks at a bounded stretch of the store. A walk from null to its end finds every content that was under the
    /// version when the walk began, stayed there, and didn't move between tables meanwhile; content that moves is found
    /// by the next walk, unless it was sealed anew as it moved.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="from">Where to go on; null starts.</param>
    /// <param name="limit">
    /// At most so many contents, 1 to <see cref="MaximumLimit"/>; fewer when they are large.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">This isn't where a walk of this driver stopped.</exception>
    ValueTask<StoredContentPage> FindAsync(
        SealedUnder version, string? from, int limit, CancellationToken cancellationToken);
}
