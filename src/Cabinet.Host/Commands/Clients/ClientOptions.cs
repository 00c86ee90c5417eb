using System.CommandLine;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Host.Commands.Clients;

/// <summary>What the commands on clients share.</summary>
internal static class ClientOptions
{
    private const int LongestFile = 4_096;

    // RFC 8410: what stands before the 32 bytes of an Ed25519 public key in SubjectPublicKeyInfo.
    private static readonly byte[] Prefix = Convert.FromHexString("302A300506032B6570032100");

    /// <summary>The client's name.</summary>
    public static Argument<string> Name() => new("NAME") { Description = "The client." };

    /// <summary>The file with a public key.</summary>
    public static Option<string> Key() => new("--key")
    {
        HelpName = "FILE",
        Required = true,
        Description = "Its Ed25519 public key as PEM (SubjectPublicKeyInfo): 'openssl genpkey -algorithm ed25519 -out "
            + "private.pem' makes a pair, 'openssl pkey -in private.pem -pubout -out public.pem' the public half.",
    };

    /// <summary>Reads a public key and checks that it is one.</summary>
    /// <exception cref="CommandException">It isn't.</exception>
    public static byte[] ReadKey(string path, ISignatureKeys keys)
    {
        var information = new FileInfo(path);
        if (!information.Exists || information.Length > LongestFile)
        {
            throw Bad(path, information.Exists ? "is too large to be a public key" : "isn't there");
        }

        var text = File.ReadAllText(path);
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw Bad(path, "holds a private key, which must stay with the client");
        }

        try
        {
            var body = string.Concat(text.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith('-')));
            var bytes = Convert.FromBase64String(body);
            var raw = bytes.AsSpan().StartsWith(Prefix) ? bytes[Prefix.Length..] : bytes;
            using var imported = keys.ImportVerificationKey(SignatureAlgorithm.Ed25519, raw);
            return raw;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw Bad(path, "holds no Ed25519 public key");
        }
    }

    private static CommandException Bad(string path, string what) => new(
        ExitCode.Usage,
        "badKey",
        $"The file {Path.GetFullPath(path)} {what}. It takes a public key of Ed25519 as 'openssl pkey -pubout' writes it.");
}
