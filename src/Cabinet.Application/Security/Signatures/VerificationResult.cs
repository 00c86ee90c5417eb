using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security.Signatures;

/// <summary>What verifying a message gave: a closed set of two.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
public abstract record VerificationResult
{
    private VerificationResult()
    {
    }

    /// <summary>The signature verified, and the policy is content with it.</summary>
    public sealed record Verified : VerificationResult
    {
        /// <summary>The id of the key that verified it.</summary>
        public required string KeyId { get; init; }

        /// <summary>The label of the signature.</summary>
        public required string Label { get; init; }

        /// <summary>The key's algorithm.</summary>
        public required SignatureAlgorithm Algorithm { get; init; }

        /// <summary>The parts that it covers, in the signer's order. It vouches for nothing else.</summary>
        public required IReadOnlyList<ComponentIdentifier> Covered { get; init; }

        /// <summary>When it was signed, as the signer says; null when unsaid.</summary>
        public DateTimeOffset? Created { get; init; }

        /// <summary>Until when the signer stands by it; null when unsaid.</summary>
        public DateTimeOffset? Expires { get; init; }

        /// <summary>What may be used once with this key; null when unsaid. Consuming it is the caller's.</summary>
        public string? Nonce { get; init; }

        /// <summary>The application that it is for; null when unsaid.</summary>
        public string? Tag { get; init; }

        /// <summary>
        /// The last moment in which this policy accepts the same signature again: the nonce must be kept beyond it.
        /// Null when the signature states neither created nor expires, and so could be accepted for ever.
        /// </summary>
        public DateTimeOffset? AcceptableUntil { get; init; }
    }

    /// <summary>The message isn't accepted. From outside, refusals look alike whatever their cause.</summary>
    public sealed record Refused : VerificationResult
    {
        /// <summary>A refusal for a reason.</summary>
        public Refused(SignatureRefusal reason) => Reason = reason;

        /// <summary>Why: for the audit, and for nobody outside.</summary>
        public SignatureRefusal Reason { get; }

        /// <summary>One word, the same for every refusal.</summary>
        public override string ToString() => nameof(Refused);
    }
}
