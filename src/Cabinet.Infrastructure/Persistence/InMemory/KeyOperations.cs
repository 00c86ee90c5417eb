using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on the key ring. Each returns why it is refused, or null.</summary>
internal sealed class KeyOperations(StoreState state)
{
    private const string Revision = "ring-revision";

    public Refusal? Add(AddKeyVersion operation)
    {
        var key = operation.Key;
        if (Find(new SealedUnder(key.KeyId, key.Version)) is not null || IsSecondActive(key, key.State))
        {
            return Refusal.KeyExists;
        }

        Put(key with
        {
            CreatedAt = Milliseconds.Truncate(key.CreatedAt),
            ActivatedAt = Milliseconds.Truncate(key.ActivatedAt),
            RetiredAt = Milliseconds.Truncate(key.RetiredAt),
            Revision = NextRevision(),
        });
        return null;
    }

    public Refusal? Change(ChangeKeyState operation)
    {
        if (Find(operation.Version) is not { } key
            || key.State != operation.From
            || (key.State == KeyState.Retired && !key.IsFenced))
        {
            return Refusal.KeyChanged;
        }

        if (IsSecondActive(key, operation.To))
        {
            return Refusal.KeyExists;
        }

        var at = Milliseconds.Truncate(operation.At);
        Put(key with
        {
            State = operation.To,
            ActivatedAt = operation.To == KeyState.Active ? at : key.ActivatedAt,
            RetiredAt = operation.To == KeyState.Retired ? at : key.RetiredAt,
            WrappedKey = operation.To == KeyState.Destroyed ? ReadOnlyMemory<byte>.Empty : key.WrappedKey,
            IsFenced = key.IsFenced || operation.To == KeyState.Destroyed,
            Revision = NextRevision(),
        });
        return null;
    }

    public Refusal? Fence(FenceKeyVersion operation)
    {
        if (Find(operation.Version) is not { State: KeyState.Retired } key)
        {
            return Refusal.KeyChanged;
        }

        Put(key with { IsFenced = operation.IsFenced, Revision = NextRevision() });
        return null;
    }

    public Refusal? ReplaceWrapped(ReplaceWrappedKey operation)
    {
        if (Find(operation.Version) is not { State: not KeyState.Destroyed } key
            || !key.WrappedKey.Span.SequenceEqual(operation.Expected.Span))
        {
            return Refusal.KeyChanged;
        }

        Put(key with { WrappedKey = operation.Replacement.ToArray(), Revision = NextRevision() });
        return null;
    }

    public Refusal? Reserve(ReserveKeyUses operation)
    {
        if (Find(operation.Version) is not { State: KeyState.Active } key)
        {
            return Refusal.KeyChanged;
        }

        if (operation.Count > operation.Limit - key.UsesReserved)
        {
            return Refusal.KeyExhausted;
        }

        Put(key with { UsesReserved = key.UsesReserved + operation.Count });
        return null;
    }

    public Refusal? RequireConfirmed(RequireRingConfirmed operation) =>
        state.Nodes.Rows.All(node => node.RingRevision >= operation.Revision) ? null : Refusal.RingUnconfirmed;

    /// <summary>Whether the operation brings content under a version that is fenced or destroyed.</summary>
    public bool Refuse(WriteOperation operation)
    {
        var contents = operation.GetContents();
        return IsFenced(contents.First) || IsFenced(contents.Second);
    }

    /// <summary>The ring's revision.</summary>
    public static long ReadRevision(StoreState state) => state.Counters.Find(Revision)?.Value ?? 0;

    private bool IsFenced(Content content) =>
        !content.IsNone
        && SealedUnder.TryRead(content.Sealed.Span, out var version)
        && Find(version) is { IsFenced: true } or { State: KeyState.Destroyed };

    private KeyVersionRecord? Find(SealedUnder version) =>
        state.Keys.Find((version.KeyId.Value, version.Version.Value));

    private void Put(KeyVersionRecord key) => state.Keys.Put((key.KeyId.Value, key.Version.Value), key);

    private bool IsSecondActive(KeyVersionRecord key, KeyState wanted) =>
        wanted == KeyState.Active
        && state.Keys.Rows.Any(known =>
            known.Purpose == key.Purpose && known.Tenant == key.Tenant && known.State == KeyState.Active);

    private long NextRevision()
    {
        var next = ReadRevision(state) + 1;
        state.Counters.Put(Revision, new CounterRow(next));
        return next;
    }
}
