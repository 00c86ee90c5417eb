using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Cabinet.Infrastructure.Security.Signatures.Digests;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <inheritdoc />
/// <remarks>
/// The order is part of the security: form and policy first, because they cost little; then the signature; then the
/// content, which nobody without a key can make us digest; and what the signature states is returned last.
/// </remarks>
internal sealed class MessageVerifier(TimeProvider clock) : IMessageVerifier
{
    public async ValueTask<VerificationResult> VerifyAsync(
        SignatureMessage message, VerificationPolicy policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(policy);
        if (Select(message, policy, out var claim) is not SignatureRefusal.None and var refusal)
        {
            return new VerificationResult.Refused(refusal);
        }

        var key = await policy.Keys(claim!.Input.KeyId!, cancellationToken);
        refusal = CheckSignature(key, claim);
        if (refusal == SignatureRefusal.None)
        {
            refusal = ContentDigests.Check(message, claim.Input.Covered);
        }

        return refusal == SignatureRefusal.None ? Accept(claim, policy, key!) : new VerificationResult.Refused(refusal);
    }

    // Everything up to the key: which signature, whether it may be accepted at all, and what bytes it must be of.
    private SignatureRefusal Select(SignatureMessage message, VerificationPolicy policy, out Claim? claim)
    {
        claim = null;
        var refusal = SignatureFields.Read(message, out var fields);
        if (refusal != SignatureRefusal.None)
        {
            return refusal;
        }

        if (fields!.Choose(policy) is not { } label)
        {
            return SignatureRefusal.AmbiguousSignature;
        }

        refusal = SignatureInputReader.Read(fields.InputOf(label), out var input);
        if (refusal == SignatureRefusal.None)
        {
            refusal = PolicyCheck.Check(message, input!, policy, clock.GetUtcNow());
        }

        if (refusal != SignatureRefusal.None)
        {
            return refusal;
        }

        if (fields.SignatureOf(label) is not { } signature)
        {
            return SignatureRefusal.MalformedSignature;
        }

        var types = new StructuredFieldTypes(policy.StructuredFields);
        if (!SignatureBase.TryBuild(message, input!.Covered, input.Written, types, out var signatureBase))
        {
            return SignatureRefusal.UnavailableComponent;
        }

        claim = new Claim(label, input, signature.Value, signatureBase);
        return SignatureRefusal.None;
    }

    private static SignatureRefusal CheckSignature(IVerificationKey? key, Claim claim)
    {
        if (key is null || AlgorithmNames.Of(key.Algorithm) is not { } name)
        {
            return SignatureRefusal.UnknownKey;
        }

        if (claim.Input.Algorithm is { } stated && stated != name)
        {
            return SignatureRefusal.AlgorithmMismatch;
        }

        return claim.Signature.Length == AlgorithmNames.SignatureLength(key.Algorithm) &&
            key.Verify(claim.SignatureBase, claim.Signature.Span)
            ? SignatureRefusal.None
            : SignatureRefusal.BadSignature;
    }

    private static VerificationResult.Verified Accept(
        Claim claim, VerificationPolicy policy, IVerificationKey key) => new()
    {
        KeyId = claim.Input.KeyId!,
        Label = claim.Label,
        Algorithm = key.Algorithm,
        Covered = [.. claim.Input.Covered.Select(component => component.Identifier)],
        Created = claim.Input.Created,
        Expires = claim.Input.Expires,
        Nonce = claim.Input.Nonce,
        Tag = claim.Input.Tag,
        AcceptableUntil = PolicyCheck.LastMoment(claim.Input, policy),
    };

    private sealed record Claim(
        string Label, SignatureInput Input, ReadOnlyMemory<byte> Signature, byte[] SignatureBase);
}
