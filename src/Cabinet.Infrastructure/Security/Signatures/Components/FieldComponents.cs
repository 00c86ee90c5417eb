using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures.Components;

/// <summary>The components that are fields (RFC 9421, section 2.1). Null when the message lacks the field.</summary>
internal static class FieldComponents
{
    internal static string? Derive(SignatureMessage message, ComponentIdentifier component, StructuredFieldTypes types)
    {
        var isWritten = component.IsStructured || component.Key is not null;
        var lines = component.IsTrailer ? message.Trailers : message.Fields;
        if (component.ParameterName is not null || (component.IsBinary && isWritten) ||
            !FieldCharacters.IsToken(component.Name) || FieldLines.Find(lines, component.Name) is not { } values)
        {
            return null;
        }

        if (component.IsBinary)
        {
            return Wrap(values);
        }

        var combined = string.Join(", ", values);
        return isWritten ? Rewrite(combined, component, types) : combined;
    }

    private static string? Wrap(IReadOnlyList<string> values) => values.All(value => value.All(each => each <= 0xFF))
        ? string.Join(", ", values.Select(value => $":{Convert.ToBase64String(Encoding.Latin1.GetBytes(value))}:"))
        : null;

    // Repeated keys are refused: whoever reads the field otherwise might take the one that isn't signed.
    private static string? Rewrite(string value, ComponentIdentifier component, StructuredFieldTypes types) =>
        (types.Find(component.Name), component.Key) switch
        {
            (StructuredFieldType.Dictionary or null, { } key) =>
                StructuredFieldParser.TryParseDictionary(value, out var dictionary, DuplicateKeys.Refuse) &&
                dictionary.Find(key) is { } member
                    ? StructuredFieldSerializer.Write(member)
                    : null,
            (StructuredFieldType.Dictionary, null) =>
                StructuredFieldParser.TryParseDictionary(value, out var dictionary, DuplicateKeys.Refuse)
                    ? StructuredFieldSerializer.Write(dictionary)
                    : null,
            (StructuredFieldType.List, null) =>
                StructuredFieldParser.TryParseList(value, out var list, DuplicateKeys.Refuse)
                    ? StructuredFieldSerializer.Write(list)
                    : null,
            (StructuredFieldType.Item, null) =>
                StructuredFieldParser.TryParseItem(value, out var item, DuplicateKeys.Refuse)
                    ? StructuredFieldSerializer.Write(item)
                    : null,
            _ => null,
        };
}
