namespace Cabinet.Application.Security.Hpke;

/// <summary>A public key with the suite that it serves. Two are equal when both are.</summary>
/// <remarks>
/// Only its length is checked here. Whether the bytes are a point that secrets can be agreed on shows when a context is
/// set up with it.
/// </remarks>
public sealed class HpkePublicKey : IEquatable<HpkePublicKey>
{
    private readonly byte[] bytes;

    /// <summary>Takes a copy of the serialised key (RFC 9180, section 7.1.1).</summary>
    /// <param name="suite">The suite of the key's record.</param>
    /// <param name="bytes">32 bytes for X25519; 65 for P-256, uncompressed.</param>
    /// <exception cref="ArgumentException">The suite isn't known, or the length isn't that of its keys.</exception>
    public HpkePublicKey(HpkeSuite suite, ReadOnlySpan<byte> bytes)
    {
        if (!suite.IsKnown)
        {
            throw new ArgumentException($"There is no suite of {suite}.", nameof(suite));
        }

        if (bytes.Length != suite.PublicKeySize)
        {
            throw new ArgumentException(
                $"A public key of {suite.Kem} has {suite.PublicKeySize} bytes, not {bytes.Length}.", nameof(bytes));
        }

        Suite = suite;
        this.bytes = bytes.ToArray();
    }

    /// <summary>The algorithms that the key serves.</summary>
    public HpkeSuite Suite { get; }

    /// <summary>The serialised key.</summary>
    public ReadOnlyMemory<byte> Bytes => this.bytes;

    /// <summary>Whether suite and bytes are the same.</summary>
    public bool Equals(HpkePublicKey? other) =>
        other is not null && Suite == other.Suite && this.bytes.AsSpan().SequenceEqual(other.bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HpkePublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Suite);
        hash.AddBytes(this.bytes);
        return hash.ToHashCode();
    }

    /// <summary>The suite's KEM and the key in hexadecimal: it is public.</summary>
    public override string ToString() => $"{Suite.Kem} {Convert.ToHexStringLower(this.bytes)}";
}
