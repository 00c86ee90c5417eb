using System.Globalization;
using System.Text;
using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Interop.Tests.CanonicalJson;

/// <summary>RFC 8785 beside two npm libraries: the same bytes for the same text, and each keeps the other's.</summary>
public sealed class Rfc8785LibraryTests(NodeBridge node)
{
    private const int Documents = 2000;
    private const int Numbers = 20_000;

    private static readonly ICanonicalJson Ours = new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddCabinetSecurity(_ => { })
        .BuildServiceProvider()
        .GetRequiredService<ICanonicalJson>();

    private static readonly string[] Literals = ["true", "false", "null"];

    /// <summary>Names and texts from everywhere in Unicode, as escapes or as they are.</summary>
    private static readonly Gen<string> GenString = Gen.Select(
            Gen.OneOf(
                Gen.Int[0, 0x7f], Gen.Int[0x80, 0xd7ff], Gen.Int[0xe000, 0xffff], Gen.Int[0x10000, 0x10ffff]),
            Gen.Bool)
        .Array[0, 6]
        .Select(units => $"\"{string.Concat(units.Select(unit => Write(unit.Item1, unit.Item2)))}\"");

    private static readonly Gen<string> GenNumber = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(value => value.ToString("R", CultureInfo.InvariantCulture)),
        Gen.Select(Gen.Long, Gen.Int[-330, 280]).Select((digits, exponent) => $"{digits}e{exponent}"),
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, 999]).Select((whole, fraction) => $"-{whole}.{fraction:000}"));

    private static readonly Gen<string> GenText = Gen.Recursive<string>((depth, gen) => depth >= 4
        ? Gen.OneOf(GenString, GenNumber, Gen.Int[0, 2].Select(index => Literals[index]))
        : Gen.OneOf(
            GenString,
            GenNumber,
            gen.Array[0, 4].Select(items => $"[ {string.Join(" ,\n", items)} ]"),
            Gen.Select(GenString, gen).Array[0, 6].Select(WriteObject)));

    public static TheoryData<string> Libraries => ["canonicalize", "json-canonicalize"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Generated_documents_have_the_same_canonical_bytes(string library)
    {
        await AssertSameAsync(library, Draw(GenText, Documents));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Generated_numbers_have_the_same_canonical_bytes(string library)
    {
        await AssertSameAsync(library, Draw(GenNumber, Numbers));
    }

    /// <summary>The example of RFC 8785, 3.2.2.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task The_example_of_the_RFC_has_the_same_canonical_bytes(string library)
    {
        const string Text = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;

        await AssertSameAsync(library, [Encoding.UTF8.GetBytes(Text)]);
    }

    private async Task AssertSameAsync(string library, byte[][] texts)
    {
        var ours = texts.Select(text => Assert.IsType<byte[]>(Ours.Canonicalize(text).Canonical)).ToArray();
        var theirs = await CallAsync(library, texts);
        var theirsOfOurs = await CallAsync(library, ours);

        for (var index = 0; index < texts.Length; index++)
        {
            Assert.Equal(Encoding.UTF8.GetString(theirs[index]), Encoding.UTF8.GetString(ours[index]));
            Assert.Equal(ours[index], theirsOfOurs[index]);
            Assert.Equal(theirs[index], Ours.Canonicalize(theirs[index]).Canonical);
        }
    }

    private async Task<byte[][]> CallAsync(string library, byte[][] texts)
    {
        var answer = await node.CallAsync("rfc8785", "canonical", new { library, texts });
        return [.. answer.EnumerateArray().Select(item => item.GetBytesFromBase64())];
    }

    /// <summary>So many at once, since a call to Node costs more than the work.</summary>
    private static byte[][] Draw(Gen<string> gen, int count)
    {
        string[] texts = [];
        gen.Array[count].Sample(drawn => texts = drawn, iter: 1, threads: 1);
        return [.. texts.Select(Encoding.UTF8.GetBytes)];
    }

    private static string Write(int codePoint, bool isEscaped)
    {
        var text = char.ConvertFromUtf32(codePoint);
        return isEscaped || codePoint < 0x20 || text is "\"" or "\\"
            ? string.Concat(text.Select(unit => $"\\u{(int)unit:x4}"))
            : text;
    }

    /// <summary>Of members whose names are the same without escapes, one stays.</summary>
    private static string WriteObject((string Name, string Value)[] members)
    {
        var distinct = members.DistinctBy(member => JsonSerializer.Deserialize<string>(member.Name));
        return $"{{{string.Join("\t, ", distinct.Select(member => $"{member.Name} : {member.Value}"))}}}";
    }
}
