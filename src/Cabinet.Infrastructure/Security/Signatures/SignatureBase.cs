using System.Diagnostics.CodeAnalysis;
using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <summary>The bytes that are signed (RFC 9421, section 2.5).</summary>
internal static class SignatureBase
{
    /// <summary>
    /// Writes one line for each covered component and one for the signature's own parameters. False when a component
    /// has no value in this message, or the whole would be too long.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="covered">The components, each once.</param>
    /// <param name="input">The member of Signature-Input: components and parameters in the signer's order.</param>
    /// <param name="types">Which fields are structured.</param>
    /// <param name="signatureBase">The bytes: ASCII, no line end behind the last line.</param>
    internal static bool TryBuild(
        SignatureMessage message,
        IReadOnlyList<CoveredComponent> covered,
        StructuredInnerList input,
        StructuredFieldTypes types,
        [NotNullWhen(true)] out byte[]? signatureBase)
    {
        signatureBase = null;
        var text = new StringBuilder();
        foreach (var component in covered)
        {
            if (!ComponentValues.TryGet(message, component.Identifier, types, out var value) ||
                text.Length + value.Length > SignatureLimits.BaseLength)
            {
                return false;
            }

            text.Append(StructuredFieldSerializer.Write(component.Item)).Append(": ").Append(value).Append('\n');
        }

        text.Append("\"@signature-params\": ").Append(StructuredFieldSerializer.Write(input));
        signatureBase = Encoding.ASCII.GetBytes(text.ToString());
        return true;
    }
}
