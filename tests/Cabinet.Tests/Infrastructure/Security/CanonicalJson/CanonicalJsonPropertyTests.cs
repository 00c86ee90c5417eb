using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cabinet.Application.Security;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.CanonicalJson;

/// <summary>What holds for every value, and for bytes that are hardly one.</summary>
public sealed class CanonicalJsonPropertyTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Text that is well-formed UTF-16 and rich in what must be escaped or sorted with care.</summary>
    private static readonly Gen<string> GenText = Gen.OneOf(
            Gen.Char['\0', '\u001f'].Select(value => value.ToString()),
            Gen.Char[' ', '~'].Select(value => value.ToString()),
            Gen.Char['\u007f', '\ud7ff'].Select(value => value.ToString()),
            Gen.Char['\ue000', '\uffff'].Select(value => value.ToString()),
            Gen.Int[0x10000, 0x10FFFF].Select(char.ConvertFromUtf32))
        .Array[0, 8].Select(string.Concat);

    private static readonly Gen<JsonNode?> GenValue = Gen.Recursive<JsonNode?>((depth, gen) => depth >= 4
        ? GenLeaf()
        : Gen.Frequency(
            (3, GenLeaf()),
            (1, gen.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items]))),
            (2, Gen.Select(GenText, gen).Array[0, 6].Select(ToObject))));

    [Fact]
    public void Canonical_form_is_its_own_canonical_form() => GenValue.Sample(
        value =>
        {
            var once = Canonical.Text(ToJson(value, Relaxed));
            return Canonical.Text(once) == once;
        },
        iter: 3000);

    [Fact]
    public void Order_whitespace_and_escapes_make_no_difference() => Gen.Select(GenValue, Gen.Int).Sample(
        (value, seed) =>
            Canonical.Text(ToJson(value, Relaxed)) == Canonical.Text(ToJson(Shuffle(value, seed), Indented)),
        iter: 3000);

    [Fact]
    public void The_canonical_form_parses_to_the_same_value() => GenValue.Sample(
        value =>
        {
            var json = ToJson(value, Relaxed);
            return JsonNode.DeepEquals(JsonNode.Parse(Canonical.Text(json)), JsonNode.Parse(json));
        },
        iter: 3000);

    [Fact]
    public void Every_double_reads_back_as_itself() => Gen.Double.Where(double.IsFinite).Sample(
        value =>
        {
            var text = Canonical.Text(value.ToString("R", null));
            return double.Parse(text, null) == value && text.Length <= 25;
        },
        iter: 20_000);

    [Fact]
    public void Doubling_one_member_anywhere_is_refused() => GenValue.Where(value => HasMember(value)).Sample(
        value =>
        {
            var json = ToJson(value, Relaxed);
            var doubled = DoubleFirstMember(json);
            return Canonical.Refusal(doubled) == CanonicalJsonRefusal.DuplicateMember;
        },
        iter: 1000);

    /// <summary>Either refused, or a canonical form that another parser accepts and that is its own.</summary>
    [Fact]
    public void Mutated_bytes_never_throw_and_are_never_half_accepted() =>
        Gen.Select(GenValue, Gen.Select(Gen.Int[0, 9999], Gen.Byte, Gen.Int[0, 3]).Array[1, 4]).Sample(
            (value, mutations) =>
            {
                var bytes = mutations.Aggregate(Encoding.UTF8.GetBytes(ToJson(value, Relaxed)), Mutate);
                AssertRefusedOrStable(bytes);
            },
            iter: 20_000);

    [Fact]
    public void Any_bytes_never_throw() => Gen.Byte.Array[0, 64].Sample(AssertRefusedOrStable, iter: 20_000);

    [Fact]
    public void Any_text_of_JSONs_own_characters_never_throws() =>
        Gen.Char["{}[]\",:\\u0dD8eE+-.1 9ntrufalsb/\u00e9"].Array[0, 24].Sample(
            characters => AssertRefusedOrStable(Encoding.UTF8.GetBytes(characters)),
            iter: 100_000);

    private static void AssertRefusedOrStable(byte[] bytes)
    {
        var result = Canonical.Run(bytes);
        var isStrictJson = IsStrictJson(bytes);
        if (result.IsCanonical)
        {
            Assert.True(isStrictJson);
            Assert.Equal(result.Canonical, Canonical.Run(result.Canonical).Canonical);
        }
        else if (result.Refusal == CanonicalJsonRefusal.Malformed)
        {
            Assert.False(isStrictJson);
        }
    }

    /// <summary>What the platform's parser says; it looks neither at duplicates nor at surrogates.</summary>
    private static bool IsStrictJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] bytes, (int Place, byte Value, int Kind) mutation)
    {
        if (bytes.Length == 0) return [mutation.Value];
        var place = mutation.Place % bytes.Length;
        return mutation.Kind switch
        {
            0 => [.. bytes[..place], mutation.Value, .. bytes[(place + 1)..]],
            1 => [.. bytes[..place], mutation.Value, .. bytes[place..]],
            2 => [.. bytes[..place], .. bytes[(place + 1)..]],
            _ => bytes[..place],
        };
    }

    private static Gen<JsonNode?> GenLeaf() => Gen.OneOf(
        Gen.Const(() => (JsonNode?)null),
        Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Int.Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Double.Where(double.IsFinite).Select(value => (JsonNode?)JsonValue.Create(value)),
        GenText.Select(value => (JsonNode?)JsonValue.Create(value)));

    private static JsonNode? ToObject((string Name, JsonNode? Value)[] members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members) result[name] = value?.DeepClone();
        return result;
    }

    private static JsonNode? Shuffle(JsonNode? value, int seed)
    {
        var random = new Random(seed);
        switch (value)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Shuffle(item, seed))]);
            case JsonObject members:
                var shuffled = members.ToArray();
                random.Shuffle(shuffled);
                return ToObject([.. shuffled.Select(member => (member.Key, Shuffle(member.Value, seed)))]);
            default:
                return value?.DeepClone();
        }
    }

    private static bool HasMember(JsonNode? value) => value is JsonObject { Count: > 0 };

    private static string DoubleFirstMember(string json)
    {
        var first = JsonNode.Parse(json)!.AsObject().First();
        var member = $"{JsonSerializer.Serialize(first.Key)}:{ToJson(first.Value, Relaxed)}";
        return $"{{{member},{json.AsSpan(1)}";
    }

    private static string ToJson(JsonNode? value, JsonSerializerOptions options) =>
        value?.ToJsonString(options) ?? "null";
}
