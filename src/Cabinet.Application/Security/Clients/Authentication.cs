using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security.Clients;

/// <summary>What looking at a request's signature gave: a closed set of two.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
public abstract record Authentication
{
    private Authentication()
    {
    }

    /// <summary>The request is this client's, and fresh. Its nonce isn't consumed yet.</summary>
    /// <param name="Identity">Whose it is.</param>
    public sealed record Verified(ClientIdentity Identity) : Authentication;

    /// <summary>It isn't let in. From outside, refusals look alike whatever their cause.</summary>
    /// <param name="Why">For the audit, and for nobody outside.</param>
    public sealed record Refused(string Why) : Authentication
    {
        /// <summary>One word, the same for every refusal.</summary>
        public override string ToString() => nameof(Refused);
    }
}
