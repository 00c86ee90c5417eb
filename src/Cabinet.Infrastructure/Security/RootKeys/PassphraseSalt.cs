using System.Globalization;
using System.Text;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>
/// The file with the salt and the costs of a passphrase's derivation: not secret, but without it the passphrase opens
/// nothing. One line: <c>argon2id m=65536 t=3 salt=…</c> with memory in KiB, passes, and 16 bytes in base64.
/// </summary>
internal sealed class PassphraseSalt(string path, ISecureRandom random)
{
    private const int SaltSize = 16;

    // RFC 9106, section 4, second recommended option, on one lane because libsodium has no more.
    private const int MemoryKibibytes = 64 * 1024;
    private const int Passes = 3;

    // What a changed file may ask for at most, so that it can't take the machine's memory.
    private const int MostKibibytes = 4 * 1024 * 1024;
    private const int MostPasses = 64;

    internal string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Reads the file.</summary>
    /// <exception cref="RootKeyException">It is missing or holds something else.</exception>
    internal Parameters Read()
    {
        try
        {
            return TryParse(File.ReadAllText(Path)) ?? throw new RootKeyException(
                $"The file {Path} holds no salt of a passphrase: expected is one line 'argon2id m=… t=… salt=…'. Restore "
                + "it from its backup; the passphrase alone opens nothing.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RootKeyException(
                $"The salt of the passphrase is missing: there is no file {Path}. Restore it from its backup; the "
                + "passphrase alone opens nothing.",
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RootKeyException($"The file {Path} with the passphrase's salt can't be read: {error.Message}", error);
        }
    }

    /// <summary>Makes the file with a new salt, durably, unless it is there.</summary>
    /// <exception cref="RootKeyException">It can't be written.</exception>
    internal void CreateIfMissing()
    {
        try
        {
            if (File.Exists(Path))
            {
                return;
            }

            Span<byte> salt = stackalloc byte[SaltSize];
            random.Fill(salt);
            var line = $"argon2id m={MemoryKibibytes} t={Passes} salt={Convert.ToBase64String(salt)}\n";
            OwnerOnlyFile.Create(Path, Encoding.ASCII.GetBytes(line), random);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RootKeyException($"The file {Path} for the passphrase's salt can't be made: {error.Message}", error);
        }
    }

    private static Parameters? TryParse(string text)
    {
        var parts = text.TrimEnd('\n').Split(' ');
        Span<byte> salt = stackalloc byte[SaltSize];
        return parts is ["argon2id", ['m', '=', .. var memory], ['t', '=', .. var passes], ['s', 'a', 'l', 't', '=', .. var encoded]]
            && int.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes)
            && int.TryParse(passes, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && kibibytes is >= 8 and <= MostKibibytes
            && count is >= 1 and <= MostPasses
            && encoded.Length == 24
            && Convert.TryFromBase64String(encoded, salt, out var written)
            && written == SaltSize
                ? new Parameters(kibibytes, count, salt.ToArray())
                : null;
    }

    /// <summary>What the file says.</summary>
    internal sealed record Parameters(int MemoryKibibytes, int Passes, ReadOnlyMemory<byte> Salt);
}
