using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures.Components;

/// <summary>A component that a signature covers, and how it is written: parameters keep the signer's order.</summary>
internal sealed record CoveredComponent(ComponentIdentifier Identifier, StructuredItem Item)
{
    /// <summary>For a signature that is being made.</summary>
    internal static CoveredComponent Of(ComponentIdentifier identifier)
    {
        var parameters = new List<KeyValuePair<string, BareItem>>();
        AddText(parameters, "key", identifier.Key);
        AddText(parameters, "name", identifier.ParameterName);
        AddFlag(parameters, "sf", identifier.IsStructured);
        AddFlag(parameters, "bs", identifier.IsBinary);
        AddFlag(parameters, "tr", identifier.IsTrailer);
        AddFlag(parameters, "req", identifier.IsOfRequest);
        return new CoveredComponent(
            identifier,
            new StructuredItem(new BareItem.String(identifier.Name), new StructuredParameters(parameters)));
    }

    /// <summary>From a signature that was received: false when a parameter is unknown or of the wrong kind.</summary>
    internal static bool TryRead(StructuredItem item, [NotNullWhen(true)] out CoveredComponent? component)
    {
        component = null;
        if (item.Value is not BareItem.String { Value: { Length: > 0 } name } || name.Any(char.IsAsciiLetterUpper))
        {
            return false;
        }

        var identifier = ComponentIdentifier.Field(name);
        foreach (var (key, value) in item.Parameters.Entries)
        {
            if (!TryApply(key, value, ref identifier))
            {
                return false;
            }
        }

        component = new CoveredComponent(identifier, item);
        return true;
    }

    private static bool TryApply(string key, BareItem value, ref ComponentIdentifier identifier)
    {
        var applied = (key, value) switch
        {
            ("sf", BareItem.Boolean { Value: true }) => identifier with { IsStructured = true },
            ("bs", BareItem.Boolean { Value: true }) => identifier with { IsBinary = true },
            ("tr", BareItem.Boolean { Value: true }) => identifier with { IsTrailer = true },
            ("req", BareItem.Boolean { Value: true }) => identifier with { IsOfRequest = true },
            ("key", BareItem.String text) => identifier with { Key = text.Value },
            ("name", BareItem.String text) => identifier with { ParameterName = text.Value },
            _ => null,
        };
        identifier = applied ?? identifier;
        return applied is not null;
    }

    private static void AddText(List<KeyValuePair<string, BareItem>> parameters, string key, string? value)
    {
        if (value is not null)
        {
            parameters.Add(KeyValuePair.Create<string, BareItem>(key, new BareItem.String(value)));
        }
    }

    private static void AddFlag(List<KeyValuePair<string, BareItem>> parameters, string key, bool isSet)
    {
        if (isSet)
        {
            parameters.Add(KeyValuePair.Create<string, BareItem>(key, new BareItem.Boolean(true)));
        }
    }
}
