using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures.Components;

/// <summary>Takes the value of a component out of a message, in the one form that is signed.</summary>
internal static class ComponentValues
{
    /// <summary>
    /// False when the component is unknown, its parameters contradict one another, or the message lacks it. A name with
    /// an at sign is never looked for among the fields.
    /// </summary>
    internal static bool TryGet(
        SignatureMessage message,
        ComponentIdentifier component,
        StructuredFieldTypes types,
        [NotNullWhen(true)] out string? value)
    {
        value = null;
        var context = component.IsOfRequest ? message.Request : message;
        if (context is null)
        {
            return false;
        }

        value = component.Name.StartsWith('@')
            ? DerivedComponents.Derive(context, component)
            : FieldComponents.Derive(context, component, types);
        return value is not null && value.All(each => each == '\t' || FieldCharacters.IsPrintable(each));
    }
}
