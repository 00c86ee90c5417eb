using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Keys;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>Wraps the ring's keys under the next root key; each one is proven by its check value on the way.</summary>
internal sealed class RootKeyRewrapping(IRootKeyProvider provider, ISecureRandom random) : IRootKeys
{
    public RootKeyStatus ReadStatus()
    {
        using var roots = provider.Load(createIfMissing: false);
        return new RootKeyStatus(
            Name(roots.Current), roots.Next is { } next ? Name(next) : null, [.. roots.Old.Select(Name)]);
    }

    public void PrepareNext() => provider.PrepareNext();

    public IReadOnlyList<ReplaceWrappedKey> WrapUnderNext(IReadOnlyList<KeyVersionRecord> records)
    {
        using var roots = provider.Load(createIfMissing: false);
        var next = roots.Next
            ?? throw new RootKeyException("There is no next root key. Prepare one and run the command again.");
        return
        [
            .. records
                .Where(record => KeyRingRules.HasMaterial(record.State) && !IsUnder(record, next))
                .Select(record => new ReplaceWrappedKey(
                    new SealedUnder(record.KeyId, record.Version),
                    record.WrappedKey,
                    KeyWrapping.Rewrap(roots, next, record, random))),
        ];
    }

    public string FinishReplacement() => provider.FinishReplacement();

    private static bool IsUnder(KeyVersionRecord record, RootKey root) =>
        SealedUnder.TryRead(record.WrappedKey.Span, out var wrapped) && wrapped.KeyId == root.Id;

    private static RootKeyName Name(RootKey key) => new(key.Id, key.Source);
}
