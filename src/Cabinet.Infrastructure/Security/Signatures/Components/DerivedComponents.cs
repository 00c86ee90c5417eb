using System.Globalization;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures.Components;

/// <summary>The components that aren't fields (RFC 9421, section 2.2). Each is null when it can't be derived.</summary>
internal static class DerivedComponents
{
    internal static string? Derive(SignatureMessage message, ComponentIdentifier component)
    {
        // Of the parameters, only req and, for a parameter of the query, its name have a meaning here.
        if (component.IsStructured || component.IsBinary || component.IsTrailer || component.Key is not null ||
            (component.ParameterName is not null) != (component.Name == "@query-param"))
        {
            return null;
        }

        return message.IsRequest ? DeriveFromRequest(message, component) : DeriveFromResponse(message, component);
    }

    private static string? DeriveFromResponse(SignatureMessage response, ComponentIdentifier component) =>
        component.Name == "@status" && response.Status is >= 100 and <= 999
            ? response.Status.Value.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? DeriveFromRequest(SignatureMessage request, ComponentIdentifier component) =>
        component.Name switch
        {
            "@method" => FieldCharacters.IsToken(request.Method!) ? request.Method : null,
            "@scheme" => Target.Scheme(request),
            "@authority" => Target.Authority(request),
            "@path" => Target.Path(request),
            "@query" => Target.Query(request),
            "@target-uri" => Target.Uri(request),
            "@request-target" => Target.RequestTarget(request),
            "@query-param" => QueryParameters.Find(request, component.ParameterName!),
            _ => null,
        };
}
