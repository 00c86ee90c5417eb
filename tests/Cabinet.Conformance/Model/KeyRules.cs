using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Model;

/// <summary>The operations on the key ring, as their docstrings have them.</summary>
internal static class KeyRules
{
    public static bool BringsFenced(ModelState state, WriteOperation operation)
    {
        var contents = operation.GetContents();
        return IsFenced(contents.First) || IsFenced(contents.Second);

        bool IsFenced(Content content) =>
            content.IsSealed
            && SealedUnder.TryRead(content.Sealed.Span, out var name)
            && Find(state, name) is { } key
            && (key.IsFenced || key.State == KeyState.Destroyed);
    }

    public static ModelStep Add(ModelState state, AddKeyVersion operation)
    {
        var key = operation.Key;
        return Find(state, StoreSamples.Name(key)) is not null || IsSecondActive(state, key, key.State)
            ? Refused(state, Refusal.KeyExists)
            : new(state with
            {
                Keys = state.Keys.Add(key with { Revision = state.Ring + 1 }),
                Ring = state.Ring + 1,
            });
    }

    public static ModelStep Change(ModelState state, ChangeKeyState operation)
    {
        if (Find(state, operation.Version) is not { } key || key.State != operation.From)
        {
            return Refused(state, Refusal.KeyChanged);
        }

        if (key.State == KeyState.Retired && !key.IsFenced)
        {
            return Refused(state, Refusal.KeyChanged);
        }

        if (IsSecondActive(state, key, operation.To))
        {
            return Refused(state, Refusal.KeyExists);
        }

        var changed = key with { State = operation.To };
        return Changed(state, key, operation.To switch
        {
            KeyState.Active => changed with { ActivatedAt = operation.At },
            KeyState.Retired => changed with { RetiredAt = operation.At },
            _ => changed with { IsFenced = true, WrappedKey = ReadOnlyMemory<byte>.Empty },
        });
    }

    public static ModelStep Fence(ModelState state, FenceKeyVersion operation) =>
        Find(state, operation.Version) is { State: KeyState.Retired } key
            ? Changed(state, key, key with { IsFenced = operation.IsFenced })
            : Refused(state, Refusal.KeyChanged);

    public static ModelStep Reserve(ModelState state, ReserveKeyUses operation)
    {
        if (Find(state, operation.Version) is not { State: KeyState.Active } key)
        {
            return Refused(state, Refusal.KeyChanged);
        }

        var used = key.UsesReserved + operation.Count;
        return used > operation.Limit
            ? Refused(state, Refusal.KeyExhausted)
            : new(state with { Keys = state.Keys.Replace(key, key with { UsesReserved = used }) });
    }

    public static ModelStep Replace(ModelState state, ReplaceWrappedKey operation) =>
        Find(state, operation.Version) is { State: not KeyState.Destroyed } key
        && key.WrappedKey.Span.SequenceEqual(operation.Expected.Span)
            ? Changed(state, key, key with { WrappedKey = operation.Replacement })
            : Refused(state, Refusal.KeyChanged);

    public static ModelStep Confirm(ModelState state, ConfirmRing operation)
    {
        if (!state.Nodes.TryGetValue(operation.Node, out var node))
        {
            return Refused(state, Refusal.NodeGone);
        }

        var confirmed = node with { RingRevision = Math.Max(node.RingRevision, operation.Revision) };
        return new(state with { Nodes = state.Nodes.SetItem(node.Id, confirmed) });
    }

    public static ModelStep Require(ModelState state, RequireRingConfirmed operation) =>
        state.Nodes.Values.Any(node => node.RingRevision < operation.Revision)
            ? Refused(state, Refusal.RingUnconfirmed)
            : new(state);

    private static ModelStep Changed(ModelState state, KeyVersionRecord before, KeyVersionRecord after) =>
        new(state with
        {
            Keys = state.Keys.Replace(before, after with { Revision = state.Ring + 1 }),
            Ring = state.Ring + 1,
        });

    private static ModelStep Refused(ModelState state, Refusal reason) => new(state) { Refusal = reason };

    private static KeyVersionRecord? Find(ModelState state, SealedUnder name) =>
        state.Keys.Find(key => StoreSamples.Name(key) == name);

    private static bool IsSecondActive(ModelState state, KeyVersionRecord key, KeyState wanted) =>
        wanted == KeyState.Active
        && state.Keys.Exists(known =>
            known.Purpose == key.Purpose && known.Tenant == key.Tenant && known.State == KeyState.Active);
}
