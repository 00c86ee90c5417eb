using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cabinet.Infrastructure.Relational;

/// <summary>One numbered step of the schema: <c>0001_name.sql</c>, which never changes once it was released.</summary>
internal sealed class MigrationScript
{
    private const string MinimumCompatibleMark = "-- minimum-compatible: ";
    private const string NoTransactionMark = "-- no-transaction";

    public MigrationScript(string fileName, string text)
    {
        Text = text;
        Name = Path.GetFileNameWithoutExtension(fileName);
        Number = int.Parse(Name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        MinimumCompatible = ReadMinimumCompatible(fileName, text);
        IsTransactional = !Lines(text).Contains(NoTransactionMark, StringComparer.Ordinal);
        Statements = IsTransactional ? [text] : [.. Split(text)];
        Checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Its number, from 1 without gaps.</summary>
    public int Number { get; }

    /// <summary>Its file name without the extension.</summary>
    public string Name { get; }

    /// <summary>A release that brings less than this version can't work with the schema after this step.</summary>
    public int MinimumCompatible { get; }

    /// <summary>The statements.</summary>
    public string Text { get; }

    /// <summary>
    /// Whether it is applied whole or not at all. A script with a line <c>-- no-transaction</c> isn't: its statements run
    /// one by one and again after an interruption, so each has to be harmless when it was done before.
    /// </summary>
    public bool IsTransactional { get; }

    /// <summary>The whole text, or the statements one by one where they need no transaction around them.</summary>
    public IReadOnlyList<string> Statements { get; }

    /// <summary>SHA-256 of the text, in lower-case hexadecimal.</summary>
    public string Checksum { get; }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim());

    // A statement ends with a semicolon at the end of a line: such a script holds no body of a function.
    private static IEnumerable<string> Split(string text) =>
        string.Join('\n', Lines(text).Where(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(statement => statement.TrimEnd(';'))
            .Where(statement => statement.Length > 0);

    private static int ReadMinimumCompatible(string fileName, string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return text.StartsWith(MinimumCompatibleMark, StringComparison.Ordinal) && end > 0
            ? int.Parse(
                text.AsSpan(MinimumCompatibleMark.Length, end - MinimumCompatibleMark.Length), NumberStyles.None,
                CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{fileName} must begin with '{MinimumCompatibleMark}N'.");
    }
}
