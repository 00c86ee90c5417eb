using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <summary>Reads one member of Signature-Input, strictly.</summary>
internal static class SignatureInputReader
{
    /// <summary>The answer is <see cref="SignatureRefusal.None"/> when it could be read.</summary>
    internal static SignatureRefusal Read(StructuredMember member, out SignatureInput? input)
    {
        input = null;
        if (member is not StructuredInnerList list)
        {
            return SignatureRefusal.MalformedSignature;
        }

        var refusal = ReadComponents(list, out var covered);
        if (refusal != SignatureRefusal.None)
        {
            return refusal;
        }

        var read = new SignatureInput { Written = list, Covered = covered };
        foreach (var (key, value) in list.Parameters.Entries)
        {
            if (!IsKnown(key))
            {
                return SignatureRefusal.UnknownParameter;
            }

            if (!TryApply(key, value, ref read))
            {
                return SignatureRefusal.MalformedSignature;
            }
        }

        input = read;
        return SignatureRefusal.None;
    }

    /// <summary>The tag that a member states; null when it states none.</summary>
    internal static string? TagOf(StructuredMember member) => member.Parameters.Entries
        .Where(entry => entry.Key == "tag")
        .Select(entry => (entry.Value as BareItem.String)?.Value)
        .FirstOrDefault();

    private static SignatureRefusal ReadComponents(
        StructuredInnerList list, out IReadOnlyList<CoveredComponent> covered)
    {
        var components = new List<CoveredComponent>(list.Items.Count);
        covered = components;
        if (list.Items.Count is 0 or > SignatureLimits.Components)
        {
            return list.Items.Count == 0 ? SignatureRefusal.NothingCovered : SignatureRefusal.MalformedSignature;
        }

        var seen = new HashSet<ComponentIdentifier>();
        foreach (var item in list.Items)
        {
            if (!CoveredComponent.TryRead(item, out var component))
            {
                return SignatureRefusal.UnavailableComponent;
            }

            if (!seen.Add(component.Identifier))
            {
                return SignatureRefusal.MalformedSignature;
            }

            components.Add(component);
        }

        return SignatureRefusal.None;
    }

    private static bool IsKnown(string key) => key is "created" or "expires" or "nonce" or "keyid" or "alg" or "tag";

    private static bool TryApply(string key, BareItem value, ref SignatureInput input)
    {
        var read = key switch
        {
            "created" when TryReadTime(value, out var created) => input with { Created = created },
            "expires" when TryReadTime(value, out var expires) => input with { Expires = expires },
            "nonce" when TryReadText(value, out var nonce) => input with { Nonce = nonce },
            "keyid" when TryReadText(value, out var keyId) => input with { KeyId = keyId },
            "alg" when TryReadText(value, out var algorithm) => input with { Algorithm = algorithm },
            "tag" when TryReadText(value, out var tag) => input with { Tag = tag },
            _ => null,
        };
        if (read is null)
        {
            return false;
        }

        input = read with { Stated = read.Stated | ParameterOf(key) };
        return true;
    }

    private static SignatureParameters ParameterOf(string key) => key switch
    {
        "created" => SignatureParameters.Created,
        "expires" => SignatureParameters.Expires,
        "nonce" => SignatureParameters.Nonce,
        "keyid" => SignatureParameters.KeyId,
        "alg" => SignatureParameters.Algorithm,
        _ => SignatureParameters.Tag,
    };

    private static bool TryReadTime(BareItem value, out DateTimeOffset time)
    {
        var seconds = value is BareItem.Integer { Value: >= 0 and <= SignatureLimits.LastSecond } integer
            ? integer.Value
            : -1;
        time = DateTimeOffset.FromUnixTimeSeconds(Math.Max(seconds, 0));
        return seconds >= 0;
    }

    private static bool TryReadText(BareItem value, [NotNullWhen(true)] out string? text)
    {
        text = (value as BareItem.String)?.Value;
        return text is { Length: > 0 and <= SignatureLimits.TextLength };
    }
}
