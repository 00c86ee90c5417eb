namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>A number that the store keeps.</summary>
internal sealed record CounterRow(long Value);
