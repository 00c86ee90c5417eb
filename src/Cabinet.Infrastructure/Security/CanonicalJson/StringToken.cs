using System.Buffers;
using System.Text;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.CanonicalJson;

/// <summary>A string with its quotes, as it stands in the text.</summary>
internal readonly ref struct StringToken
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Controls(), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> content;
    private readonly bool hasEscapes;

    private StringToken(ReadOnlySpan<byte> content, bool hasEscapes)
    {
        this.content = content;
        this.hasEscapes = hasEscapes;
    }

    /// <summary>The bytes that the token takes in the text, quotes included.</summary>
    internal int Length => this.content.Length + 2;

    /// <summary>Finds the string at whose opening quote the text begins.</summary>
    /// <returns>False if it doesn't end or has a control character; escapes are not looked at yet.</returns>
    internal static bool TryScan(ReadOnlySpan<byte> text, out StringToken token)
    {
        token = default;
        var rest = text[1..];
        var end = 0;
        var hasEscapes = false;
        while (true)
        {
            var next = rest[end..].IndexOfAny(Special);
            if (next < 0) return false;
            end += next;
            if (rest[end] == '"')
            {
                token = new StringToken(rest[..end], hasEscapes);
                return true;
            }

            if (rest[end] != '\\' || end + 2 > rest.Length) return false;
            hasEscapes = true;
            end += 2;
        }
    }

    /// <summary>Writes the canonical form, quotes included.</summary>
    internal bool TryWrite(CanonicalOutput output, out CanonicalJsonRefusal refusal)
    {
        refusal = default;
        if (this.hasEscapes) return TryWriteUnescaped(output, wantsText: false, out _, out refusal);
        WriteAsItIs(output);
        return true;
    }

    /// <summary>Writes the canonical form and gives the text without quotes and escapes.</summary>
    internal bool TryWriteName(CanonicalOutput output, out string name, out CanonicalJsonRefusal refusal)
    {
        refusal = default;
        if (this.hasEscapes) return TryWriteUnescaped(output, wantsText: true, out name, out refusal);
        WriteAsItIs(output);
        name = Encoding.UTF8.GetString(this.content);
        return true;
    }

    /// <summary>Without escapes and control characters, a string is in its canonical form.</summary>
    private void WriteAsItIs(CanonicalOutput output)
    {
        output.Append((byte)'"');
        output.Append(this.content);
        output.Append((byte)'"');
    }

    private bool TryWriteUnescaped(
        CanonicalOutput output, bool wantsText, out string text, out CanonicalJsonRefusal refusal)
    {
        text = "";
        var buffer = ArrayPool<char>.Shared.Rent(this.content.Length);
        try
        {
            refusal = CanonicalJsonRefusal.Malformed;
            if (!StringEscapes.TryUnescape(this.content, buffer, out var length)) return false;
            var characters = buffer.AsSpan(0, length);
            refusal = CanonicalJsonRefusal.LoneSurrogate;
            if (!StringEscapes.IsWellFormed(characters)) return false;
            StringEscapes.Write(characters, output);
            if (wantsText) text = new string(characters);
            return true;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static IEnumerable<byte> Controls() => Enumerable.Range(0, 0x20).Select(value => (byte)value);
}
