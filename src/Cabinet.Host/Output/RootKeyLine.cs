namespace Cabinet.Host.Output;

/// <summary>A root key, at hand or missing.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="Role">current, next, old, or missing.</param>
/// <param name="Source">Where it is; null when it is missing.</param>
/// <param name="Versions">How many key versions are wrapped under it.</param>
internal sealed record RootKeyLine(string Id, string Role, string? Source, int Versions);
