namespace Cabinet.Application.Security.Signatures;

/// <summary>Verifies the signatures of messages by RFC 9421, and the digests of their content by RFC 9530.</summary>
/// <remarks>
/// Guarantees of every implementation:
/// <list type="bullet">
/// <item>Whatever the message holds, the answer is a result; only a key lookup that fails throws, with what it
/// threw.</item>
/// <item>Nothing of the signature, its nonce least of all, is returned before the signature verified. So no nonce is
/// ever consumed for somebody who doesn't hold the key.</item>
/// <item>The algorithm is the key's. What the message says of it can only lead to refusal.</item>
/// <item>Work and memory are bounded by the message's size and by the limits in
/// <c>docs/security/http-signatures.md</c>.</item>
/// <item>Safe for any number of threads.</item>
/// </list>
/// A signature's bytes are no identity: ECDSA has two for each, and both verify. Whoever must notice a replay goes by
/// key id and nonce.
/// </remarks>
public interface IMessageVerifier
{
    /// <summary>Verifies one signature of a message: the one that the policy chooses.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled while the key was looked up.</exception>
    ValueTask<VerificationResult> VerifyAsync(
        SignatureMessage message, VerificationPolicy policy, CancellationToken cancellationToken = default);
}
