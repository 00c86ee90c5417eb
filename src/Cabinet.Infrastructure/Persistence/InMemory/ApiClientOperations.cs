using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on clients of the HTTP boundary. Each returns why it is refused, or null.</summary>
internal sealed class ApiClientOperations(StoreState state)
{
    public Refusal? Put(PutApiClient operation)
    {
        var client = operation.Client;
        var stored = state.Clients.Find(client.Name);
        if (client.Revision == 0 && stored is not null)
        {
            return Refusal.DuplicateId;
        }

        if (client.Revision != (stored?.Revision ?? 0))
        {
            return Refusal.ClientChanged;
        }

        state.Clients.Put(client.Name, client with { Revision = client.Revision + 1 });
        return null;
    }
}
