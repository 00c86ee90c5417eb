namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>Reads the keys that somebody trusts.</summary>
internal static class TrustedKeys
{
    /// <summary>Reads verifier keys.</summary>
    /// <exception cref="ArgumentException">One isn't written as a verifier key; none is left out silently.</exception>
    internal static IReadOnlyList<VerifierKey> Read(IReadOnlyList<string> texts) =>
    [
        .. texts.Select(text => VerifierKey.TryParse(text.Trim(), out var key)
            ? key
            : throw new ArgumentException(
                "That isn't a verifier key. One has a name, eight hexadecimal digits and a key in base64, with plus signs "
                + "between them, as 'cabinet keys export-public' prints it.")),
    ];
}
