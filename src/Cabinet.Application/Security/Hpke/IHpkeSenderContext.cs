namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// The sender's side of a conversation with one recipient: messages are numbered by the order in which they are sealed,
/// and open in that order only. Disposing it wipes its keys.
/// </summary>
/// <remarks>
/// Safe for any number of threads, and no two messages ever get the same nonce. But the number of a message isn't told:
/// who seals on several threads has to see to the order in which they are sent.
/// </remarks>
public interface IHpkeSenderContext : IDisposable
{
    /// <summary>What the recipient needs beside its key: sent once, before or with the first message.</summary>
    ReadOnlyMemory<byte> Encapsulation { get; }

    /// <summary>Seals the next message.</summary>
    /// <param name="associatedData">
    /// What is authenticated beside it; at most <see cref="IHpke.MaximumInputSize"/> bytes.
    /// </param>
    /// <param name="plaintext">At most <see cref="IHpke.MaximumPlaintextSize"/> bytes; may be empty.</param>
    /// <returns>The ciphertext with its tag, 16 bytes longer than the plaintext.</returns>
    /// <exception cref="ArgumentException">Something is too long.</exception>
    /// <exception cref="HpkeMessageLimitException">
    /// It sealed <see cref="IHpke.MaximumMessages"/> messages.
    /// </exception>
    /// <exception cref="InvalidOperationException">The suite only exports.</exception>
    /// <exception cref="ObjectDisposedException">Its keys were wiped.</exception>
    byte[] Seal(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext);

    /// <summary>Derives a secret that both sides get for the same context and length.</summary>
    /// <param name="exporterContext">
    /// What the secret is for; at most <see cref="IHpke.MaximumInputSize"/> bytes.
    /// </param>
    /// <param name="destination">
    /// Filled with the secret: 1 to <see cref="HpkeSuite.MaximumExportSize"/> bytes. Another length gives another
    /// secret.
    /// </param>
    /// <exception cref="ArgumentException">A length is out of range.</exception>
    /// <exception cref="ObjectDisposedException">Its keys were wiped.</exception>
    void Export(ReadOnlySpan<byte> exporterContext, Span<byte> destination);
}
