namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>A nonce that was consumed.</summary>
internal sealed record NonceRow(string Nonce, DateTimeOffset KeepUntil);
