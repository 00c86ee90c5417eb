using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cabinet.Infrastructure.Security.Audit.Entries;

/// <summary>Takes out of a text what looks like a secret or personal, before it is stored where nothing can be removed.</summary>
/// <remarks>
/// It goes by looks and errs towards taking out: a long digest is taken for a key. What looks like nothing special (a
/// password in a sentence, hexadecimal of up to 21 bytes) it can't know. The patterns run in linear time.
/// </remarks>
internal static class AuditRedaction
{
    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    private const string SecretNames =
        "pass(word|wd|phrase|code)?|pwd|secret|token|credentials?|authorization|cookie|api[-_ ]?key|"
        + "(access|client|private|root|secret|signing|encryption|auth|session|shared)[-_ ]?(key|secret|token|id)";

    // In this order: what is recognised by its frame goes before what is recognised by its characters.
    private static readonly (Regex Pattern, string Replacement)[] Secrets =
    [
        (new("-----BEGIN [A-Z0-9 ]{1,64}-----.*(-----END [A-Z0-9 ]{1,64}-----|$)", Options), "[redacted PEM]"),
        (new("([A-Za-z][A-Za-z0-9+.-]*://)[^/\\s?#]*@", Options), "$1[redacted]@"),
        (new("(?i)\\b(bearer|dpop|negotiate)[ :]+[^\\s\"',;]+", Options), "$1 [redacted]"),
        (new("(?i)\\b(basic|digest)[ :]+[A-Za-z0-9+/=_-]{12,}", Options), "$1 [redacted]"),
        (new($"(?i)\\b([a-z0-9_-]*({SecretNames}))[\"']?[ ]*[=:][ ]*(\"[^\"]*\"?|'[^']*'?|[^\\s\"',;&]+)", Options),
            "$1=[redacted]"),
        (new("\\b(whsec_|whsk_|[sr]k[_-]|gh[opusr]_|github_pat_|glpat-|npm_|xox[a-z]-|shpat_)"
            + "[A-Za-z0-9+/=_-]{8,}", Options), "[redacted token]"),
        (new("\\b(AKIA|ASIA|AIza)[A-Za-z0-9_-]{12,}|(?i)\\bage-secret-key-1[a-z0-9]+", Options), "[redacted token]"),
        (new("\\beyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*)*", Options), "[redacted token]"),
        (new("\\b[A-Z2-7]{26,}={0,6}", Options), "[redacted]"),
    ];

    private static readonly Regex LongRun = new("[A-Za-z0-9+/_-]{43,}={0,2}", Options);
    private static readonly Regex Mail = new("[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+", Options);
    private static readonly Regex SecretName = new($"(?i)({SecretNames})$", Options);

    // These hold public keys by their contract, which are as long as secret ones.
    private static readonly string[] PublicDetails = ["public-key", "verifier-key"];

    /// <summary>Redacts who acted or what was acted on. Addresses stay: they are who it was.</summary>
    internal static string OfName(string text) => WithoutSecrets(Printable(text));

    /// <summary>Redacts what somebody wrote.</summary>
    internal static string OfText(string text) => Mail.Replace(WithoutSecrets(Printable(text)), "[redacted e-mail]");

    /// <summary>Redacts a detail; all of it when its name says that it is a secret.</summary>
    internal static string OfDetail(string name, string value)
    {
        if (PublicDetails.Contains(name))
        {
            return Printable(value);
        }

        return SecretName.IsMatch(name) ? "[redacted]" : OfText(value);
    }

    private static string WithoutSecrets(string text)
    {
        foreach (var (pattern, replacement) in Secrets)
        {
            text = pattern.Replace(text, replacement);
        }

        return LongRun.Replace(text, run => LooksRandom(run.ValueSpan) ? "[redacted]" : run.Value);
    }

    // 32 random bytes in base64 or hexadecimal always mix; a path of small letters doesn't.
    private static bool LooksRandom(ReadOnlySpan<char> run) =>
        run.ContainsAnyInRange('0', '9') || (run.ContainsAnyInRange('a', 'z') && run.ContainsAnyInRange('A', 'Z'));

    /// <summary>
    /// The text without what can't be seen: control characters that are white space become a space, any other control,
    /// format, private or unassigned character goes, and half a surrogate pair becomes U+FFFD. So no entry can move a
    /// terminal's cursor or hide a part, and no hidden character parts what the patterns look for.
    /// </summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control when Rune.IsWhiteSpace(rune):
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    printable.Append(' ');
                    break;
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned:
                case UnicodeCategory.PrivateUse:
                    break;
                default:
                    printable.Append(rune.ToString());
                    break;
            }
        }

        return printable.ToString();
    }
}
