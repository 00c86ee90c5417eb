namespace Cabinet.Infrastructure.Integrations.Publishing;

/// <summary>The stored form of a publication.</summary>
internal sealed record FeedEntry(string Item, byte[] Document);
