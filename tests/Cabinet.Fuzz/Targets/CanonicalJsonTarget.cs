using System.Text;
using Cabinet.Infrastructure.Security.CanonicalJson;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// RFC 8785: a canonical form is its own canonical form, and not more than six times as long as what it is of.
/// </summary>
internal sealed class CanonicalJsonTarget : FuzzTarget
{
    private const int LargestGrowth = 6;

    private readonly JsonCanonicalizer canonicalizer = new();

    internal override string Name => "canonical-json";

    internal override IEnumerable<byte[]> Seeds() => new[]
    {
        """{"b":[1,2.50,-0,1e21,1E-7,5e-324],"a":{"€":"\u20ac\ud83d\ude00","\"":null}, "t":true,"f":false}""",
        """[0.1,1e20,123456789012345680000,-1.7976931348623157e308,"\b\f\n\r\t\/\\\u0000"]""",
        """ {"a":1,"A":2,"\u0061a":{"":[]},"דּ":"ö"} """,
        """{"a":1,"\u0061":2}""",
        new string('[', 64) + new string(']', 64),
        new string('[', 65) + new string(']', 65),
        "\"\\ud800\"",
        "1e400",
        "nul",
    }.Select(Encoding.UTF8.GetBytes);

    protected override bool Decode(ReadOnlySpan<byte> input)
    {
        var canonical = canonicalizer.Canonicalize(input).Canonical;
        if (canonical is null)
        {
            return false;
        }

        Require(canonical.Length <= LargestGrowth * input.Length, "The canonical form grew beyond its bound.");
        Require(
            canonicalizer.Canonicalize(canonical).Canonical is { } again && again.AsSpan().SequenceEqual(canonical),
            "A canonical form has another canonical form.");
        return true;
    }
}
