using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>
/// The root keys that are at hand: the current one, and during a replacement the next and the old ones. Which one opens
/// a record is said by the record's own header, so none is ever tried in turn. Disposing wipes them all.
/// </summary>
/// <param name="current">What wraps a new ring.</param>
/// <param name="next">What a replacement wraps the ring under; null when none is prepared.</param>
/// <param name="old">Earlier ones that are kept until nothing needs them.</param>
internal sealed class RootKeySet(RootKey current, RootKey? next = null, IReadOnlyList<RootKey>? old = null) : IDisposable
{
    internal RootKey Current { get; } = current;

    internal RootKey? Next { get; } = next;

    internal IReadOnlyList<RootKey> Old { get; } = old ?? [];

    private IEnumerable<RootKey> All => Next is null ? [Current, .. Old] : [Current, Next, .. Old];

    /// <summary>The root key of that id, or null when it isn't at hand.</summary>
    internal RootKey? Find(KeyId id) => All.FirstOrDefault(key => key.Id == id);

    /// <summary>
    /// What wraps a new version of an existing ring: the root key that its newest record is under, so that a replacement
    /// that has begun isn't undone by a node that still has the old key as its current one.
    /// </summary>
    internal RootKey ForWrapping(IEnumerable<KeyVersionRecord> records)
    {
        var newest = records
            .Where(record => KeyRingRules.HasMaterial(record.State))
            .OrderByDescending(record => record.Revision)
            .FirstOrDefault();
        return newest is not null
            && SealedUnder.TryRead(newest.WrappedKey.Span, out var wrapped)
            && Find(wrapped.KeyId) is { } known
                ? known
                : Current;
    }

    public void Dispose()
    {
        foreach (var key in All)
        {
            key.Dispose();
        }
    }

    public override string ToString() => $"{Current}, next {Next?.Id.ToString() ?? "none"}, {Old.Count} old";
}
