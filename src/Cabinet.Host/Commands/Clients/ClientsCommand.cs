using System.CommandLine;

namespace Cabinet.Host.Commands.Clients;

/// <summary><c>cabinet clients</c>: who may call the signed HTTP boundary.</summary>
internal static class ClientsCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("clients", "Register clients of the HTTP boundary, and revoke them.")
        {
            ClientListCommand.Create(),
            ClientAddCommand.Create(),
            ClientKeyCommand.Create(),
            ClientRevokeCommand.Create(),
        }
        .WithNotes("Every change is written to the audit log in the same commit. Nodes read a client for each request, so a "
            + "revocation counts at once, everywhere. Cabinet never sees a client's private key.")
        .WithExamples(
            ("clients add billing --key billing.pem --scope tasks.submit --scope tasks.read", "a client with its first key"),
            ("clients add-key billing --key next.pem", "a second key, before the first is revoked"),
            ("clients revoke billing --key-number 1 --reason 'the laptop was lost'", "one key"));
}
