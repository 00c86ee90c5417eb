namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// The recipient's side of a conversation: it opens the messages in the order in which they were sealed. Disposing it
/// wipes its keys. Safe for any number of threads, though only order makes sense.
/// </summary>
public interface IHpkeRecipientContext : IDisposable
{
    /// <summary>
    /// Opens the next message. One that is refused doesn't count: the context goes on waiting for the same number.
    /// </summary>
    /// <param name="associatedData">What the sender authenticated beside it.</param>
    /// <param name="ciphertext">The ciphertext with its tag.</param>
    /// <returns>
    /// The plaintext, or <see cref="OpenRefusal.Unreadable"/>, which looks the same whatever the cause: changed, out of
    /// order, from somebody else, too short, too long, past the limit, or a suite that only exports.
    /// </returns>
    /// <exception cref="ObjectDisposedException">Its keys were wiped.</exception>
    OpenResult Open(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext);

    /// <summary>Derives the secret that the sender gets for the same context and length.</summary>
    /// <param name="exporterContext">
    /// What the secret is for; at most <see cref="IHpke.MaximumInputSize"/> bytes.
    /// </param>
    /// <param name="destination">
    /// Filled with the secret: 1 to <see cref="HpkeSuite.MaximumExportSize"/> bytes.
    /// </param>
    /// <exception cref="ArgumentException">A length is out of range.</exception>
    /// <exception cref="ObjectDisposedException">Its keys were wiped.</exception>
    void Export(ReadOnlySpan<byte> exporterContext, Span<byte> destination);
}
