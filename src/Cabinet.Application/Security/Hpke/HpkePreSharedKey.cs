namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// A secret that sender and recipient share already, with its id (modes psk and auth_psk of RFC 9180): one is never
/// given without the other.
/// </summary>
public sealed class HpkePreSharedKey
{
    /// <summary>The fewest bytes of a key, as RFC 9180, section 5.1.2 asks: 32.</summary>
    public const int MinimumSize = 32;

    /// <summary>Pairs a key with its id.</summary>
    /// <param name="key">
    /// At least <see cref="MinimumSize"/> bytes, as unpredictable as 32 random ones: no password. Not copied: whoever
    /// made it wipes it once the context is set up.
    /// </param>
    /// <param name="id">Which key it is; not secret, not empty.</param>
    /// <exception cref="ArgumentException">
    /// The key is too short, the id is empty, or one is longer than <see cref="IHpke.MaximumInputSize"/>.
    /// </exception>
    public HpkePreSharedKey(SecretBytes key, ReadOnlyMemory<byte> id)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Expose(SecretAccess.Granted).Length is < MinimumSize or > IHpke.MaximumInputSize)
        {
            throw new ArgumentException(
                $"A pre-shared key has {MinimumSize} to {IHpke.MaximumInputSize} bytes.", nameof(key));
        }

        if (id.Length is 0 or > IHpke.MaximumInputSize)
        {
            throw new ArgumentException(
                $"A pre-shared key's id has 1 to {IHpke.MaximumInputSize} bytes, not {id.Length}.", nameof(id));
        }

        Key = key;
        Id = id;
    }

    /// <summary>Which key it is.</summary>
    public ReadOnlyMemory<byte> Id { get; }

    /// <summary>The secret.</summary>
    public SecretBytes Key { get; }

    /// <summary>Says how long the id is; nothing of the key.</summary>
    public override string ToString() => $"HpkePreSharedKey(id of {Id.Length} bytes)";
}
