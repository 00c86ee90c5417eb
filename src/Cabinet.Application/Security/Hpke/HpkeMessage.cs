namespace Cabinet.Application.Security.Hpke;

/// <summary>One message that was sealed for one recipient: both parts are sent, neither is secret.</summary>
/// <param name="Encapsulation">What the recipient sets its context up with.</param>
/// <param name="Ciphertext">The ciphertext with its tag.</param>
public sealed record HpkeMessage(ReadOnlyMemory<byte> Encapsulation, ReadOnlyMemory<byte> Ciphertext);
