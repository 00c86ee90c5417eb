using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cabinet.Infrastructure.Relational;

/// <summary>One numbered step of the schema: <c>0001_name.sql</c>, which never changes once it was released.</summary>
internal sealed class MigrationScript
{
    private const string MinimumCompatibleMark = "-- minimum-compatible: ";

    public MigrationScript(string fileName, string text)
    {
        Text = text;
        Name = Path.GetFileNameWithoutExtension(fileName);
        Number = int.Parse(Name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        MinimumCompatible = ReadMinimumCompatible(fileName, text);
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

    /// <summary>SHA-256 of the text, in lower-case hexadecimal.</summary>
    public string Checksum { get; }

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
