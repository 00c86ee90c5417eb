using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Security;
using NSec.Cryptography;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>
/// A root key that is derived from a passphrase by Argon2id (RFC 9106), with the salt and costs of a file beside the data.
/// </summary>
/// <remarks>
/// Whoever has the database and the salt can guess passphrases, each at the cost of one derivation: use one that was made
/// by a machine, such as six words of a list of thousands.
/// </remarks>
internal sealed class PassphraseSource(string variable, PassphraseSalt? salt, Func<string, string?> readVariable)
    : IRootKeySource
{
    internal const int Shortest = 16;
    internal const int Longest = 1_024;

    public string Name => $"the passphrase in the environment variable {variable}";

    public bool IsSet => !string.IsNullOrEmpty(readVariable(variable));

    public RootKey Load()
    {
        var passphrase = readVariable(variable) ?? "";
        if (passphrase.Length is < Shortest or > Longest)
        {
            throw new RootKeyException(
                $"The environment variable {variable} holds no usable passphrase: it has {passphrase.Length} characters, "
                + $"and {Shortest} to {Longest} are allowed. Let a machine make it, six random words for instance.");
        }

        if (salt is null)
        {
            throw new RootKeyException(
                $"{variable} is set, but no root key file is configured, and the salt of a passphrase lies beside that. "
                + "Configure the root key file's path.");
        }

        // One form for what looks the same, whichever keyboard it was typed on (as RFC 8265 asks of passwords).
        return Derive(passphrase.Normalize(NormalizationForm.FormC), salt.Read());
    }

    private RootKey Derive(string passphrase, PassphraseSalt.Parameters parameters)
    {
        var bytes = Encoding.UTF8.GetBytes(passphrase);
        Span<byte> key = stackalloc byte[RootKey.Size];
        try
        {
            var algorithm = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
            {
                DegreeOfParallelism = 1,
                MemorySize = parameters.MemoryKibibytes,
                NumberOfPasses = parameters.Passes,
            });
            algorithm.DeriveBytes(bytes, parameters.Salt.Span, key);
            return new RootKey(key, Name);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
