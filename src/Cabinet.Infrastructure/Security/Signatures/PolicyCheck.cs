using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Digests;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <summary>Compares what a signature says of itself with what is asked of it.</summary>
internal static class PolicyCheck
{
    /// <summary>The answer is <see cref="SignatureRefusal.None"/> when nothing is amiss.</summary>
    internal static SignatureRefusal Check(
        SignatureMessage message, SignatureInput input, VerificationPolicy policy, DateTimeOffset now)
    {
        var required = policy.RequiredParameters | SignatureParameters.KeyId;
        if ((input.Stated & required) != required)
        {
            return SignatureRefusal.MissingParameter;
        }

        var covered = input.Covered.Select(component => component.Identifier).ToHashSet();
        if (!policy.RequiredComponents.All(covered.Contains))
        {
            return SignatureRefusal.MissingComponent;
        }

        return message.Content.IsEmpty || covered.Any(ContentDigests.IsOfContent)
            ? CheckTime(input, policy, now)
            : SignatureRefusal.ContentNotCovered;
    }

    /// <summary>The last moment in which the signature may be accepted; null when it states none.</summary>
    internal static DateTimeOffset? LastMoment(SignatureInput input, VerificationPolicy policy)
    {
        var byAge = input.Created + policy.MaximumAge;
        var last = byAge is null || input.Expires < byAge ? input.Expires ?? byAge : byAge;
        return last + policy.ClockSkew;
    }

    private static SignatureRefusal CheckTime(SignatureInput input, VerificationPolicy policy, DateTimeOffset now)
    {
        if (input.Created - policy.ClockSkew > now || input.Expires < input.Created)
        {
            return SignatureRefusal.NotYetValid;
        }

        return LastMoment(input, policy) < now ? SignatureRefusal.Expired : SignatureRefusal.None;
    }
}
