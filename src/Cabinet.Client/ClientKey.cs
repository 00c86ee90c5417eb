using NSec.Cryptography;

namespace Cabinet.Client;

/// <summary>The private key that a client signs with, and the id under which the node knows its public half.</summary>
/// <remarks>Safe for any number of threads. It prints its id and never its bytes; disposing it wipes them.</remarks>
public sealed class ClientKey : IDisposable
{
    private const int SeedLength = 32;

    private readonly Key key;

    private ClientKey(string id, Key key) => (Id, this.key) = (id, key);

    /// <summary>The key's id, such as <c>billing/1</c>: what <c>cabinet clients add</c> printed.</summary>
    public string Id { get; }

    /// <summary>Reads an Ed25519 private key as <c>openssl genpkey -algorithm ed25519</c> writes it.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="pem">PKCS#8 in PEM, not encrypted.</param>
    /// <exception cref="ArgumentException">The text holds no such key, or the id is none.</exception>
    public static ClientKey FromPem(string id, string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return Make(id, System.Text.Encoding.ASCII.GetBytes(pem.ReplaceLineEndings("\n")), KeyBlobFormat.PkixPrivateKeyText);
    }

    /// <summary>Takes an Ed25519 private key as its seed.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="seed">32 bytes (RFC 8032, section 5.1.5).</param>
    /// <exception cref="ArgumentException">There aren't 32 bytes, or the id is none.</exception>
    public static ClientKey FromSeed(string id, ReadOnlySpan<byte> seed) => seed.Length == SeedLength
        ? Make(id, seed, KeyBlobFormat.RawPrivateKey)
        : throw new ArgumentException($"A seed of Ed25519 has {SeedLength} bytes, not {seed.Length}.", nameof(seed));

    /// <inheritdoc />
    public void Dispose() => key.Dispose();

    /// <summary>The key's id.</summary>
    public override string ToString() => Id;

    /// <summary>Signs exactly these bytes.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data) => SignatureAlgorithm.Ed25519.Sign(key, data);

    private static ClientKey Make(string id, ReadOnlySpan<byte> blob, KeyBlobFormat format)
    {
        if (string.IsNullOrEmpty(id) || id.Any(letter => letter is <= ' ' or > '~' or '"' or '\\'))
        {
            throw new ArgumentException("The id of a key is what 'cabinet clients add' printed, such as billing/1.", nameof(id));
        }

        return Key.TryImport(SignatureAlgorithm.Ed25519, blob, format, out var key)
            ? new ClientKey(id, key!)
            : throw new ArgumentException(
                "It isn't a private key of Ed25519 in PKCS#8. 'openssl genpkey -algorithm ed25519' makes one.", nameof(blob));
    }
}
