using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Cabinet.Infrastructure.Security.Signatures.Digests;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <inheritdoc />
internal sealed class MessageSigner : IMessageSigner
{
    public MessageSignature Sign(SignatureMessage message, SigningParameters parameters, ISigningKey key)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(key);
        var input = DescribeSignature(parameters, key);
        CheckLabel(message, parameters.Label);
        CheckContent(message, input);
        var types = new StructuredFieldTypes(parameters.StructuredFields);
        if (!SignatureBase.TryBuild(message, input.Covered, input.Written, types, out var signatureBase))
        {
            throw Unsignable(NameMissing(message, input, types));
        }

        var signature = new StructuredItem(new BareItem.Bytes(key.Sign(signatureBase)), StructuredParameters.Empty);
        return new MessageSignature(
            parameters.Label, Write(parameters.Label, input.Written), Write(parameters.Label, signature));
    }

    // What is written is read again, so that nothing is sent that a verifier would refuse for its form.
    private static SignatureInput DescribeSignature(SigningParameters parameters, ISigningKey key)
    {
        var components = parameters.Components.Select(component => CoveredComponent.Of(component).Item).ToList();
        var described = DescribeParameters(parameters, key);
        var written = new StructuredInnerList(components, new StructuredParameters(described));
        var refusal = SignatureInputReader.Read(written, out var input);
        return refusal == SignatureRefusal.None
            ? input!
            : throw Unsignable(refusal switch
            {
                SignatureRefusal.NothingCovered => "nothing would be covered",
                SignatureRefusal.UnavailableComponent => "a component has no name, or one with upper case",
                _ => $"cover 1 to {SignatureLimits.Components} components, each once; key id, nonce and tag have " +
                    $"1 to {SignatureLimits.TextLength} characters; times lie between 1970 and 9892",
            });
    }

    private static List<KeyValuePair<string, BareItem>> DescribeParameters(
        SigningParameters parameters, ISigningKey key)
    {
        var described = new List<KeyValuePair<string, BareItem>>();
        AddTime(described, "created", parameters.Created);
        AddTime(described, "expires", parameters.Expires);
        AddText(described, "nonce", parameters.Nonce);
        AddText(described, "keyid", parameters.KeyId);
        AddText(described, "alg", parameters.StatesAlgorithm ? AlgorithmNames.Of(key.Algorithm) : null);
        AddText(described, "tag", parameters.Tag);
        return described;
    }

    private static void CheckLabel(SignatureMessage message, string label)
    {
        var refusal = SignatureFields.Read(message, out var present);
        if (refusal is not (SignatureRefusal.None or SignatureRefusal.NoSignature))
        {
            throw Unsignable("the signatures that it already has can't be read");
        }

        if (present is not null && (present.Labels.Contains(label) || present.Labels.Count() == SignatureLimits.Labels))
        {
            throw Unsignable($"it already has a signature '{label}', or as many as it may have");
        }
    }

    private static void CheckContent(SignatureMessage message, SignatureInput input)
    {
        var isCovered = input.Covered.Any(component => ContentDigests.IsOfContent(component.Identifier));
        if (!message.Content.IsEmpty && !isCovered)
        {
            throw Unsignable("it has content, and content-digest isn't among the components");
        }

        if (ContentDigests.Check(message, input.Covered) != SignatureRefusal.None)
        {
            throw Unsignable("a digest is missing, or isn't the content's");
        }
    }

    private static string NameMissing(SignatureMessage message, SignatureInput input, StructuredFieldTypes types)
    {
        var missing = input.Covered
            .Select(component => component.Identifier)
            .FirstOrDefault(identifier => !ComponentValues.TryGet(message, identifier, types, out _));
        return missing is null
            ? $"what would be signed is longer than {SignatureLimits.BaseLength} characters"
            : $"it has no {missing} that can be signed";
    }

    private static string Write(string label, StructuredMember member) =>
        StructuredFieldSerializer.Write(new StructuredDictionary([KeyValuePair.Create(label, member)]));

    private static void AddTime(List<KeyValuePair<string, BareItem>> parameters, string key, DateTimeOffset? time)
    {
        if (time is { } stated)
        {
            var seconds = new BareItem.Integer(stated.ToUnixTimeSeconds());
            parameters.Add(KeyValuePair.Create<string, BareItem>(key, seconds));
        }
    }

    private static void AddText(List<KeyValuePair<string, BareItem>> parameters, string key, string? text)
    {
        if (text is not null)
        {
            parameters.Add(KeyValuePair.Create<string, BareItem>(key, new BareItem.String(text)));
        }
    }

    private static ArgumentException Unsignable(string why) => new($"The message can't be signed: {why}.");
}
