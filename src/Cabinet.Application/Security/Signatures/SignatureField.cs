namespace Cabinet.Application.Security.Signatures;

/// <summary>One field line of a message, as it was received or will be sent.</summary>
/// <param name="Name">The field's name, in any case.</param>
/// <param name="Value">The line's value, one character for each byte (Latin-1).</param>
public sealed record SignatureField(string Name, string Value);
