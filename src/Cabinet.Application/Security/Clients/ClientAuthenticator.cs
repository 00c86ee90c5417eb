using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Application.Security.Clients;

/// <summary>
/// Says whose a request is: the key's record, the signature (RFC 9421), its freshness. It consumes nothing; the commit of
/// what the request asks for does (guarantee 6).
/// </summary>
public sealed class ClientAuthenticator(
    ApiClients clients, ISignatureKeys keys, IMessageVerifier verifier, AdmissionOptions options, TimeProvider time)
{
    /// <summary>What every signature is tagged with, so that none made for something else is taken for a request.</summary>
    public const string Tag = "cabinet-v1";

    /// <summary>The shortest nonce, in characters: 16 random bytes have 22 in base64.</summary>
    public const int MinimumNonce = 22;

    // Who states a key that isn't there waits as long as who states one that is. It is the curve's base point, under which
    // anybody can sign: what it verifies is refused all the same.
    private static readonly byte[] Decoy = Convert.FromHexString(
        "5866666666666666666666666666666666666666666666666666666666666666");

    /// <summary>Looks at a request.</summary>
    /// <param name="message">The request as it was received, its content with it.</param>
    /// <param name="covered">Header fields, in lower case, that the signature must cover beside what it always must.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="StoreException">The client can't be read now.</exception>
    public async ValueTask<Authentication> AuthenticateAsync(
        SignatureMessage message, IReadOnlyList<string> covered, CancellationToken cancellationToken)
    {
        ApiClient? client = null;
        ApiClientKey? key = null;
        IVerificationKey? imported = null;
        try
        {
            var result = await verifier.VerifyAsync(
                message,
                new VerificationPolicy
                {
                    Keys = async (id, token) =>
                    {
                        client = await FindAsync(id, token);
                        key = client?.FindKey(id, time.GetUtcNow());
                        return imported = Import(key);
                    },
                    RequiredComponents =
                        [.. VerificationPolicy.RequestComponents, .. covered.Select(ComponentIdentifier.Field)],
                    Tag = Tag,
                    MaximumAge = options.Window.MaximumAge,
                    ClockSkew = options.Window.Skew,
                },
                cancellationToken);
            if (imported is not null && key is null)
            {
                // Whatever the decoy said of it, it belongs to nobody.
                return new Authentication.Refused(nameof(SignatureRefusal.UnknownKey));
            }

            return result is VerificationResult.Verified verified
                ? Identify(client!, verified)
                : new Authentication.Refused(((VerificationResult.Refused)result).Reason.ToString());
        }
        finally
        {
            imported?.Dispose();
        }
    }

    private static Authentication Identify(ApiClient client, VerificationResult.Verified verified) =>
        verified is { Nonce: { Length: >= MinimumNonce and <= SignedCommand.MaximumNonce } nonce, Created: { } created }
            ? new Authentication.Verified(new ClientIdentity(client, new SignedCommand(verified.KeyId, nonce, created)))
            : new Authentication.Refused("UnusableNonce");

    // The look-up goes by the part before the slash; the client compares the whole.
    private ValueTask<ApiClient?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var end = keyId.IndexOf('/', StringComparison.Ordinal);
        var name = end is > 0 and <= ApiClient.MaximumName ? keyId[..end] : "";
        return clients.FindAsync(name, cancellationToken);
    }

    private IVerificationKey Import(ApiClientKey? key) => keys.ImportVerificationKey(
        SignatureAlgorithm.Ed25519, key is null ? Decoy : Convert.FromBase64String(key.PublicKey));
}
