namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// What a recipient states. The mode follows from it as on the sender's side (<see cref="HpkeSenderSetup"/>), and is
/// part of the keys: messages in a mode that the recipient didn't ask for don't open.
/// </summary>
public sealed record HpkeRecipientSetup
{
    /// <summary>Whom the messages are for; its suite is the context's.</summary>
    public required IHpkePrivateKey RecipientKey { get; init; }

    /// <summary>What came with the messages: <see cref="IHpkeSenderContext.Encapsulation"/>.</summary>
    public required ReadOnlyMemory<byte> Encapsulation { get; init; }

    /// <summary>
    /// What the messages are for, as the sender stated it. At most <see cref="IHpke.MaximumInputSize"/> bytes; empty by
    /// default.
    /// </summary>
    public ReadOnlyMemory<byte> Info { get; init; }

    /// <summary>Who must have sent it; of the same suite. None by default.</summary>
    public HpkePublicKey? SenderKey { get; init; }

    /// <summary>The secret that the sender must have. None by default.</summary>
    public HpkePreSharedKey? PreSharedKey { get; init; }
}
