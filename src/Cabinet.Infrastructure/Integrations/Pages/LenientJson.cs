using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Reads JSON as it stands in pages: wrapped in comments or CDATA marks, with comments and trailing commas,
/// with raw line breaks and other control characters inside strings.</summary>
/// <remarks>Nothing is guessed: quotes are not added, braces not closed, numbers not repaired.</remarks>
internal static class LenientJson
{
    /// <summary>The JSON of a block: without what wraps it, control characters inside strings escaped, and halves of
    /// surrogate pairs, which no text can hold, replaced by U+FFFD.</summary>
    public static string Clean(string block)
    {
        var json = JsonWrapping.Remove(block);
        var clean = new StringBuilder(json.Length);
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var character = json[i];
            if (!inString)
            {
                if (character == '/' && CommentEnd(json, i) is var end and > 0)
                {
                    clean.Append(' ');
                    i = end - 1;
                    continue;
                }

                inString = character == '"';
                clean.Append(JsonWrapping.IsBlank(character) ? ' ' : character);
            }
            else if (character == '\\' && i + 1 < json.Length)
            {
                i += AppendEscape(clean, json, i) - 1;
            }
            else
            {
                inString = character != '"';
                if (character < ' ') AppendCode(clean, character);
                else clean.Append(character);
            }
        }

        return clean.ToString().Trim();
    }

    /// <summary>How deep arrays and objects are nested in cleaned JSON.</summary>
    public static int DepthOf(string json)
    {
        var (depth, deepest, inString) = (0, 0, false);
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case '\\' when inString:
                    i++;
                    break;
                case '"':
                    inString = !inString;
                    break;
                case '{' or '[' when !inString:
                    deepest = Math.Max(deepest, ++depth);
                    break;
                case '}' or ']' when !inString:
                    depth--;
                    break;
            }
        }

        return deepest;
    }

    /// <summary>The value of cleaned JSON without duplicate members, of which the last wins as in JavaScript; null if
    /// it isn't JSON.</summary>
    public static JsonElement? TryParse(string json, int maximumDepth)
    {
        try
        {
            using var parsed = JsonDocument.Parse(
                json, new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = maximumDepth });
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(
                buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                WriteUnique(writer, parsed.RootElement);
            }

            using var unique = JsonDocument.Parse(
                buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = maximumDepth });
            return unique.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteUnique(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new OrderedDictionary<string, JsonElement>();
                foreach (var member in value.EnumerateObject()) members[member.Name] = member.Value;
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    WriteUnique(writer, member);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var inner in value.EnumerateArray()) WriteUnique(writer, inner);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>The position after a comment, or -1 if there is none. An address such as <c>http://</c> can't be meant,
    /// as those stand in strings.</summary>
    private static int CommentEnd(string json, int start)
    {
        if (start + 1 == json.Length) return -1;
        if (json[start + 1] == '/')
        {
            var line = json.AsSpan(start).IndexOfAny('\r', '\n');
            return line < 0 ? json.Length : start + line;
        }

        if (json[start + 1] != '*') return -1;
        var end = json.IndexOf("*/", start + 2, StringComparison.Ordinal);
        return end < 0 ? json.Length : end + 2;
    }

    /// <summary>Appends the escape at a position and returns how long it is.</summary>
    private static int AppendEscape(StringBuilder clean, string json, int start)
    {
        if (CodeAt(json, start) is not { } code)
        {
            clean.Append('\\');
            if (json[start + 1] < ' ')
            {
                // A backslash before a line break means nothing in JSON; the backslash stands for itself.
                clean.Append('\\');
                AppendCode(clean, json[start + 1]);
            }
            else
            {
                clean.Append(json[start + 1]);
            }

            return 2;
        }

        if (char.IsHighSurrogate(code) && CodeAt(json, start + 6) is { } low && char.IsLowSurrogate(low))
        {
            clean.Append(code).Append(low);
            return 12;
        }

        AppendCode(clean, char.IsSurrogate(code) ? '\uFFFD' : code);
        return 6;
    }

    private static char? CodeAt(string json, int start)
    {
        if (start + 6 > json.Length || json[start] != '\\' || json[start + 1] != 'u') return null;
        return ushort.TryParse(
            json.AsSpan(start + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
    }

    private static void AppendCode(StringBuilder clean, char code) =>
        clean.Append("\\u").Append(((int)code).ToString("x4", CultureInfo.InvariantCulture));
}
