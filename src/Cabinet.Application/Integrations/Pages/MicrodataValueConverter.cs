using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>Writes a microdata value as JSON writes it: a text as a string, the rest as an object.</summary>
internal sealed class MicrodataValueConverter : JsonConverter<MicrodataValue>
{
    public override MicrodataValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Parsed pages are written, not read back.");

    public override void Write(Utf8JsonWriter writer, MicrodataValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case MicrodataValue.Text text:
                writer.WriteStringValue(text.Content);
                break;
            case MicrodataValue.Item item:
                var type = (JsonTypeInfo<MicrodataItem>)options.GetTypeInfo(typeof(MicrodataItem));
                JsonSerializer.Serialize(writer, item.Content, type);
                break;
            case MicrodataValue.ActionInput input:
                writer.WriteStartObject();
                if (input.ValueName is not null) writer.WriteString("valueName", input.ValueName);
                if (input.ValueRequired) writer.WriteBoolean("valueRequired", true);
                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException("A microdata value of an unknown kind.");
        }
    }
}
