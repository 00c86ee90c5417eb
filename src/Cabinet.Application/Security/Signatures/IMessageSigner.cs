namespace Cabinet.Application.Security.Signatures;

/// <summary>Signs messages by RFC 9421.</summary>
/// <remarks>
/// It signs nothing that <see cref="IMessageVerifier"/> would refuse for its form: no empty list of components, no part
/// that the message lacks, no content without a digest that is right. Safe for any number of threads.
/// </remarks>
public interface IMessageSigner
{
    /// <summary>Signs a message. The result's two fields are to be sent with it.</summary>
    /// <param name="message">The message as it will be sent, with the digest of its content.</param>
    /// <param name="parameters">What to cover and what to state.</param>
    /// <param name="key">The key; its algorithm is the signature's.</param>
    /// <exception cref="ArgumentException">
    /// The message has no such part, or can't be signed this way; the message says why. A caller's bug.
    /// </exception>
    MessageSignature Sign(SignatureMessage message, SigningParameters parameters, ISigningKey key);
}
