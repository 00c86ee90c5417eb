using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cabinet.Application.Security;

/// <summary>Keeps secrets out of JSON: it refuses to write and to read them.</summary>
/// <typeparam name="TSecret">The type of the secret.</typeparam>
/// <remarks>It is public only so that generated serialisers of other assemblies can name it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SecretJsonConverter<TSecret> : JsonConverter<TSecret>
{
    private static readonly string Message =
        $"{typeof(TSecret).Name} is never serialised: a secret in JSON is a secret in a log, a table or a message. "
        + "Leave it out of the type that is serialised, and refer to it by its name.";

    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">Always.</exception>
    public override TSecret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException(Message);

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">Always.</exception>
    public override TSecret ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException(Message);

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(Utf8JsonWriter writer, TSecret value, JsonSerializerOptions options) =>
        throw new NotSupportedException(Message);

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TSecret value, JsonSerializerOptions options) =>
        throw new NotSupportedException(Message);
}
