using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <summary>The signatures that a message bears: its two fields, each read whole, with the same labels.</summary>
internal sealed class SignatureFields
{
    private readonly StructuredDictionary inputs;
    private readonly StructuredDictionary signatures;

    private SignatureFields(StructuredDictionary inputs, StructuredDictionary signatures)
    {
        this.inputs = inputs;
        this.signatures = signatures;
    }

    /// <summary>The labels, in the order of Signature-Input.</summary>
    internal IEnumerable<string> Labels => inputs.Members.Select(member => member.Key);

    /// <summary>The answer is <see cref="SignatureRefusal.None"/> when the fields could be read.</summary>
    internal static SignatureRefusal Read(SignatureMessage message, out SignatureFields? fields)
    {
        fields = null;
        if (message.Fields.Count > SignatureLimits.Fields || message.Trailers.Count > SignatureLimits.Fields)
        {
            return SignatureRefusal.MalformedSignature;
        }

        var hasInputs = Has(message, MessageSignature.InputField);
        if (!hasInputs && !Has(message, MessageSignature.SignatureField))
        {
            return SignatureRefusal.NoSignature;
        }

        if (ReadField(message, "signature-input") is not { } inputs ||
            ReadField(message, "signature") is not { } signatures)
        {
            return SignatureRefusal.MalformedSignature;
        }

        if (inputs.Members.Count != signatures.Members.Count ||
            inputs.Members.Any(member => signatures.Find(member.Key) is null))
        {
            return SignatureRefusal.LabelMismatch;
        }

        fields = new SignatureFields(inputs, signatures);
        return SignatureRefusal.None;
    }

    /// <summary>The label of the one signature that the policy means; null when there are none or several.</summary>
    internal string? Choose(VerificationPolicy policy)
    {
        var candidates = inputs.Members
            .Where(member => policy.Label is null || member.Key == policy.Label)
            .Where(member => policy.Tag is null || SignatureInputReader.TagOf(member.Value) == policy.Tag)
            .Select(member => member.Key)
            .ToList();
        return candidates is [var only] ? only : null;
    }

    /// <summary>What a label's signature says of itself.</summary>
    internal StructuredMember InputOf(string label) => inputs.Find(label)!;

    /// <summary>A label's signature; null when it isn't bytes and nothing else.</summary>
    internal BareItem.Bytes? SignatureOf(string label) =>
        signatures.Find(label) is StructuredItem { Value: BareItem.Bytes bytes, Parameters.Entries.Count: 0 }
            ? bytes
            : null;

    private static bool Has(SignatureMessage message, string name) =>
        message.Fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    private static StructuredDictionary? ReadField(SignatureMessage message, string name) =>
        FieldLines.Find(message.Fields, name) is { } lines &&
        lines.Sum(line => (long)line.Length) <= SignatureLimits.SignatureFieldLength &&
        StructuredFieldParser.TryParseDictionary(string.Join(", ", lines), out var dictionary, DuplicateKeys.Refuse) &&
        dictionary.Members.Count is > 0 and <= SignatureLimits.Labels
            ? dictionary
            : null;
}
