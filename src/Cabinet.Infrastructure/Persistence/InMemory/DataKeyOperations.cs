using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on data keys. Each returns why it is refused, or null.</summary>
internal sealed class DataKeyOperations(StoreState state)
{
    public Refusal? Add(AddDataKey operation, CommitScope scope)
    {
        var key = operation.Key;
        if (state.DataKeys.Find(key.Id) is not null)
        {
            return scope.Refuse(Refusal.DuplicateId, key.Id);
        }

        state.DataKeys.Put(key.Id, key with
        {
            Wrapped = SealedContent.Require(key.Wrapped),
            CreatedAt = Milliseconds.Truncate(key.CreatedAt),
        });
        return null;
    }

    public Refusal? Shred(ShredDataKey operation)
    {
        if (state.DataKeys.Find(operation.Key) is not { ShreddedAt: null } key)
        {
            return Refusal.DataKeyNotFound;
        }

        state.DataKeys.Put(
            key.Id, key with { Wrapped = Content.None, ShreddedAt = Milliseconds.Truncate(operation.At) });
        return null;
    }
}
