using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.CanonicalJson;

/// <summary>RFC 8785.</summary>
internal sealed class JsonCanonicalizer : ICanonicalJson
{
    internal static JsonCanonicalizer Shared { get; } = new();

    public CanonicalJsonResult Canonicalize(ReadOnlySpan<byte> json)
    {
        if (json.Length > CanonicalJsonLimits.MaxBytes)
        {
            return CanonicalJsonResult.Refused(CanonicalJsonRefusal.TooLarge);
        }

        // Checked once for the whole text, so that no step after it meets bytes that decode to nothing.
        if (!Utf8.IsValid(json)) return CanonicalJsonResult.Refused(CanonicalJsonRefusal.InvalidUtf8);

        using var output = new CanonicalOutput(json.Length);
        var reader = new CanonicalReader(json, output);
        return reader.TryReadText()
            ? CanonicalJsonResult.Of(output.ToArray())
            : CanonicalJsonResult.Refused(reader.Refusal);
    }

    /// <summary>The canonical form of what the callback writes.</summary>
    /// <param name="write">Writes one JSON value, the members in any order.</param>
    /// <param name="state">Handed to the callback, so that it needs no closure.</param>
    /// <exception cref="InvalidOperationException">
    /// The callback wrote what has no canonical form, such as two members of the same name: a bug of the caller.
    /// </exception>
    internal byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer, state);
        }

        var result = Canonicalize(buffer.WrittenSpan);
        return result.Canonical
            ?? throw new InvalidOperationException($"What was written has no canonical form: {result.Refusal}.");
    }
}
