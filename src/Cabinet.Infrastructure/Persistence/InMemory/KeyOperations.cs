using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on the key ring. Each returns why it is refused, or null.</summary>
internal sealed class KeyOperations(StoreState state)
{
    public Refusal? Add(AddKeyVersion operation)
    {
        var key = operation.Key;
        var id = (key.KeyId.Value, key.Version.Value);
        var isSecondActive = key.State == KeyState.Active
            && state.Keys.Rows.Any(known => known.Purpose == key.Purpose && known.State == KeyState.Active);
        if (state.Keys.Find(id) is not null || isSecondActive)
        {
            return Refusal.KeyExists;
        }

        state.Keys.Put(id, key with { CreatedAt = Milliseconds.Truncate(key.CreatedAt) });
        return null;
    }
}
