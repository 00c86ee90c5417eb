using Cabinet.Application.Commands;
using Cabinet.Application.Policies;

namespace Cabinet.Application.Security.Clients;

/// <summary>Who signed a request, after its signature verified.</summary>
/// <param name="Client">The client.</param>
/// <param name="Command">What the signature said: key, nonce, time.</param>
public sealed record ClientIdentity(ApiClient Client, SignedCommand Command)
{
    /// <summary>On whose behalf its commands are given; the audit names the key.</summary>
    public Caller Caller => new(Command.Signer, Client.Role);

    /// <summary>Whether it may do what asks for a scope and a role: it needs both.</summary>
    public bool May(string scope, CallerRole role) =>
        Client.Scopes.Contains(scope, StringComparer.Ordinal) && CommandPolicy.Suffices(Client.Role, role);
}
