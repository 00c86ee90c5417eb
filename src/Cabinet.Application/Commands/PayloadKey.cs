using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>
/// The unique key of a job that is unique by its payload: its type, and its payload with the members of objects in the
/// order of their names, as dictionaries don't keep one.
/// </summary>
/// <remarks>
/// Numbers and texts stay as they are written. RFC 8785 takes numbers as doubles, so that two payloads with different
/// numbers of 64 bits would be one job there, and the second one would be lost.
/// </remarks>
internal static class PayloadKey
{
    // It is digested and never shown, so names may stay as short as they are.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The key.</summary>
    /// <param name="type">The job's type.</param>
    /// <param name="payload">Its payload, as it is serialised.</param>
    public static string Of(JobType type, ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 1_000 });
        var sorted = new ArrayBufferWriter<byte>(payload.Length);
        using (var writer = new Utf8JsonWriter(sorted, Options))
        {
            Write(writer, document.RootElement);
        }

        return $"payload/{type}/{Encoding.UTF8.GetString(sorted.WrittenSpan)}";
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(static each => each.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var each in value.EnumerateArray())
                {
                    Write(writer, each);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }
}
