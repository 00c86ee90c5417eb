namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// What a sender states. The mode follows from it: with <see cref="SenderKey"/> it is auth, with
/// <see cref="PreSharedKey"/> psk, with both auth_psk, with neither base.
/// </summary>
public sealed record HpkeSenderSetup
{
    /// <summary>Who shall read; its suite is the context's.</summary>
    public required HpkePublicKey RecipientKey { get; init; }

    /// <summary>
    /// What the messages are for: both sides state the same, or nothing opens. At most
    /// <see cref="IHpke.MaximumInputSize"/> bytes; empty by default.
    /// </summary>
    public ReadOnlyMemory<byte> Info { get; init; }

    /// <summary>The sender's own key, to prove who sends; of the same suite. None by default.</summary>
    public IHpkePrivateKey? SenderKey { get; init; }

    /// <summary>A secret that both share, to prove that the sender has it. None by default.</summary>
    public HpkePreSharedKey? PreSharedKey { get; init; }
}
