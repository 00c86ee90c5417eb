namespace Cabinet.Infrastructure.Security.CanonicalJson;

/// <summary>One member of an object, already in the output: the canonical name, a colon, the canonical value.</summary>
/// <param name="Name">The name without escapes, by whose UTF-16 code units members are sorted.</param>
/// <param name="Start">Where its first quote is in the output.</param>
/// <param name="Length">Its bytes, without a comma.</param>
internal readonly record struct CanonicalMember(string Name, int Start, int Length);
