using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.CanonicalJson;

/// <summary>
/// Reads one JSON text by the grammar of RFC 8259, which allows no comments, trailing commas or leading zeros, and
/// writes each value's canonical form as it goes; an object's members are put in order at its end.
/// </summary>
/// <param name="json">Valid UTF-8 of bounded length.</param>
/// <param name="output">Where the canonical form goes.</param>
internal ref struct CanonicalReader(ReadOnlySpan<byte> json, CanonicalOutput output)
{
    private readonly ReadOnlySpan<byte> json = json;
    private readonly CanonicalOutput output = output;
    private int position;

    /// <summary>Why reading failed.</summary>
    internal CanonicalJsonRefusal Refusal { get; private set; }

    internal bool TryReadText()
    {
        SkipWhitespace();
        if (!TryReadValue(depth: 0)) return false;
        SkipWhitespace();
        return this.position == this.json.Length || Refuse(CanonicalJsonRefusal.Malformed);
    }

    private bool TryReadValue(int depth) => Peek() switch
    {
        '{' => TryReadObject(depth + 1),
        '[' => TryReadArray(depth + 1),
        '"' => TryReadString(),
        't' => TryReadLiteral("true"u8),
        'f' => TryReadLiteral("false"u8),
        'n' => TryReadLiteral("null"u8),
        _ => TryReadNumber(),
    };

    private bool TryReadArray(int depth)
    {
        if (depth > CanonicalJsonLimits.MaxDepth) return Refuse(CanonicalJsonRefusal.TooDeep);
        Take('[');
        this.output.Append((byte)'[');
        SkipWhitespace();
        var isFirst = true;
        while (!Take(']'))
        {
            if (!isFirst && !TryReadSeparator(',')) return false;
            isFirst = false;
            if (!TryReadValue(depth)) return false;
            SkipWhitespace();
        }

        this.output.Append((byte)']');
        return true;
    }

    private bool TryReadObject(int depth)
    {
        if (depth > CanonicalJsonLimits.MaxDepth) return Refuse(CanonicalJsonRefusal.TooDeep);
        Take('{');
        this.output.Append((byte)'{');
        var start = this.output.Length;
        var members = new List<CanonicalMember>();
        SkipWhitespace();
        while (!Take('}'))
        {
            if (members.Count > 0 && !TryReadSeparator(',')) return false;
            if (!TryReadMember(depth, members)) return false;
            SkipWhitespace();
        }

        if (!TryOrder(members, start)) return false;
        this.output.Append((byte)'}');
        return true;
    }

    private bool TryReadMember(int depth, List<CanonicalMember> members)
    {
        var start = this.output.Length;
        if (Peek() != '"') return Refuse(CanonicalJsonRefusal.Malformed);
        if (!TryReadName(out var name)) return false;
        SkipWhitespace();
        if (!TryReadSeparator(':')) return false;
        if (!TryReadValue(depth)) return false;
        members.Add(new CanonicalMember(name, start, this.output.Length - start));
        return true;
    }

    /// <summary>RFC 8785, 3.2.3: by UTF-16 code units, whatever the language; equal names are refused.</summary>
    private bool TryOrder(List<CanonicalMember> members, int start)
    {
        if (IsAscending(members)) return true;
        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        if (!IsAscending(members)) return Refuse(CanonicalJsonRefusal.DuplicateMember);
        this.output.Reorder(members, start);
        return true;
    }

    private static bool IsAscending(List<CanonicalMember> members)
    {
        for (var index = 1; index < members.Count; index++)
        {
            if (string.CompareOrdinal(members[index - 1].Name, members[index].Name) >= 0) return false;
        }

        return true;
    }

    private bool TryReadString()
    {
        if (!TryScanString(out var token)) return false;
        return token.TryWrite(this.output, out var refusal) || Refuse(refusal);
    }

    private bool TryReadName(out string name)
    {
        name = "";
        if (!TryScanString(out var token)) return false;
        return token.TryWriteName(this.output, out name, out var refusal) || Refuse(refusal);
    }

    private bool TryScanString(out StringToken token)
    {
        if (!StringToken.TryScan(this.json[this.position..], out token)) return Refuse(CanonicalJsonRefusal.Malformed);
        this.position += token.Length;
        return true;
    }

    private bool TryReadNumber()
    {
        if (!NumberToken.TryScan(this.json[this.position..], out var length))
        {
            return Refuse(CanonicalJsonRefusal.Malformed);
        }

        var token = this.json.Slice(this.position, length);
        this.position += length;
        return NumberToken.TryRead(token, out var value)
            ? Write(value)
            : Refuse(CanonicalJsonRefusal.NumberOutOfRange);
    }

    private readonly bool Write(double value)
    {
        this.output.Advance(EcmaScriptNumber.Format(value, this.output.Reserve(EcmaScriptNumber.MaxLength)));
        return true;
    }

    private bool TryReadLiteral(ReadOnlySpan<byte> literal)
    {
        if (!this.json[this.position..].StartsWith(literal)) return Refuse(CanonicalJsonRefusal.Malformed);
        this.position += literal.Length;
        this.output.Append(literal);
        return true;
    }

    private bool TryReadSeparator(char separator)
    {
        if (!Take(separator)) return Refuse(CanonicalJsonRefusal.Malformed);
        this.output.Append((byte)separator);
        SkipWhitespace();
        return true;
    }

    /// <summary>The next byte, or -1 at the end.</summary>
    private readonly int Peek() => this.position < this.json.Length ? this.json[this.position] : -1;

    private bool Take(char expected)
    {
        if (Peek() != expected) return false;
        this.position++;
        return true;
    }

    private void SkipWhitespace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r') this.position++;
    }

    private bool Refuse(CanonicalJsonRefusal refusal)
    {
        Refusal = refusal;
        return false;
    }
}
