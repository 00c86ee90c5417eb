using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Components;

/// <summary>
/// Which fields are structured, and as what: those that an application names, and the registered ones (RFC 8942,
/// 9209, 9211, 9213, 9218, 9297, 9421, 9530, 9745).
/// </summary>
internal sealed class StructuredFieldTypes(IReadOnlyDictionary<string, StructuredFieldType> own)
{
    private static readonly Dictionary<string, StructuredFieldType> Registered = new(StringComparer.Ordinal)
    {
        ["accept-ch"] = StructuredFieldType.List,
        ["accept-signature"] = StructuredFieldType.Dictionary,
        ["cache-status"] = StructuredFieldType.List,
        ["capsule-protocol"] = StructuredFieldType.Item,
        ["cdn-cache-control"] = StructuredFieldType.Dictionary,
        ["content-digest"] = StructuredFieldType.Dictionary,
        ["deprecation"] = StructuredFieldType.Item,
        ["priority"] = StructuredFieldType.Dictionary,
        ["proxy-status"] = StructuredFieldType.List,
        ["repr-digest"] = StructuredFieldType.Dictionary,
        ["signature"] = StructuredFieldType.Dictionary,
        ["signature-input"] = StructuredFieldType.Dictionary,
        ["want-content-digest"] = StructuredFieldType.Dictionary,
        ["want-repr-digest"] = StructuredFieldType.Dictionary,
    };

    /// <summary>The type of a field, by its name in lower case; null when it isn't known to be structured.</summary>
    internal StructuredFieldType? Find(string name) =>
        own.TryGetValue(name, out var type) || Registered.TryGetValue(name, out type) ? type : null;
}
