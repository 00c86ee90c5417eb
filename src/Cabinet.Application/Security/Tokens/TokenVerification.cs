using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Application.Security.Tokens;

/// <summary>What verifying a token gave: a closed set of two.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
public abstract record TokenVerification
{
    private TokenVerification()
    {
    }

    /// <summary>The signature verified, and the policy is content with it. Whether it was seen before isn't known yet.</summary>
    public sealed record Verified : TokenVerification
    {
        /// <summary>The id of the key that verified it.</summary>
        public required string KeyId { get; init; }

        /// <summary>The key's algorithm.</summary>
        public required SignatureAlgorithm Algorithm { get; init; }

        /// <summary>Who issued it.</summary>
        public required string Issuer { get; init; }

        /// <summary>Whom it is about.</summary>
        public required string Subject { get; init; }

        /// <summary>Its id, which the issuer never gives twice.</summary>
        public required string Id { get; init; }

        /// <summary>When it was issued (UTC).</summary>
        public required DateTimeOffset IssuedAt { get; init; }

        /// <summary>When it ends (UTC).</summary>
        public required DateTimeOffset ExpiresAt { get; init; }

        /// <summary>Until when this policy accepts the same token again: its id must be kept beyond it (UTC).</summary>
        public required DateTimeOffset AcceptableUntil { get; init; }

        /// <summary>What it was asked for; who it is, never what they may do.</summary>
        public required IReadOnlyList<string> Scopes { get; init; }

        /// <summary>All claims as they were signed, UTF-8 JSON.</summary>
        public required ReadOnlyMemory<byte> Claims { get; init; }

        /// <summary>The key and the token's id, and no claim.</summary>
        public override string ToString() => $"Verified {{ KeyId = {KeyId}, Id = {Id} }}";
    }

    /// <summary>The token isn't accepted. From outside, refusals look alike whatever their cause.</summary>
    /// <param name="Reason">Why: for the audit, and for nobody outside.</param>
    public sealed record Refused(TokenRefusal Reason) : TokenVerification
    {
        /// <summary>One word, the same for every refusal.</summary>
        public override string ToString() => nameof(Refused);
    }
}
