using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>Names a root key that is at hand.</summary>
/// <param name="Id">A one-way name of the key's bytes; it is public.</param>
/// <param name="Source">Where it came from, in words for an operator.</param>
public sealed record RootKeyName(KeyId Id, string Source);
