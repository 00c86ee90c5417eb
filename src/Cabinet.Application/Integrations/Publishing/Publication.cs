namespace Cabinet.Application.Integrations.Publishing;

/// <summary>One item of a publication feed.</summary>
/// <param name="Item">What it is about; items with the same name are versions of one another. 1 to 1,000 characters.</param>
/// <param name="Document">Its content, UTF-8 JSON of at most 1 MiB. Not interpreted.</param>
public sealed record Publication(string Item, ReadOnlyMemory<byte> Document);
