using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Whose turn it was last in a queue.</summary>
internal sealed record TurnRow(Lane Last);
