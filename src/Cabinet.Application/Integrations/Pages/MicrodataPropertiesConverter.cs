using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>Writes properties as the standard's JSON form does: an object with an array for each property.</summary>
internal sealed class MicrodataPropertiesConverter : JsonConverter<IReadOnlyList<MicrodataProperty>>
{
    public override IReadOnlyList<MicrodataProperty> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Parsed pages are written, not read back.");

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyList<MicrodataProperty> value, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<MicrodataValue>)options.GetTypeInfo(typeof(MicrodataValue));
        writer.WriteStartObject();
        foreach (var property in value)
        {
            writer.WriteStartArray(property.Name);
            foreach (var single in property.Values) JsonSerializer.Serialize(writer, single, type);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
