using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>The messages and keys of RFC 9421, appendix B.</summary>
internal static class RfcMessages
{
    internal const string Ed25519KeyId = "test-key-ed25519";
    internal const string SharedKeyId = "test-shared-secret";

    /// <summary>The moment in which all of them were signed.</summary>
    internal static DateTimeOffset Signed { get; } = DateTimeOffset.FromUnixTimeSeconds(1618884473);

    internal static string Text(string file) => Encoding.UTF8.GetString(SharedVectors.ReadBytes($"rfc9421/{file}"));

    /// <summary>Reads a message as it stands in a file: line feeds, and the content behind an empty line.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="withContent">Whether the content counts; several examples sign none of it.</param>
    internal static SignatureMessage Read(string file, bool withContent = false)
    {
        var parts = Text(file).Split("\n\n", 2);
        var lines = parts[0].TrimEnd('\n').Split('\n');
        var fields = lines[1..].Select(line => line.Split(':', 2))
            .Select(pair => new SignatureField(pair[0], pair[1])).ToList();
        var start = lines[0].Split(' ');
        var message = start[0].StartsWith("HTTP/", StringComparison.Ordinal)
            ? SignatureMessage.ForResponse(int.Parse(start[1], null))
            : ReadRequest(start, fields);
        return message with
        {
            Fields = fields,
            Content = withContent ? Encoding.UTF8.GetBytes(parts[1]) : ReadOnlyMemory<byte>.Empty,
        };
    }

    internal static byte[] Pem(string file)
    {
        var lines = Text($"keys/{file}").Split('\n').Where(line => !line.StartsWith('-'));
        return Convert.FromBase64String(string.Concat(lines));
    }

    internal static ISigningKey SigningKey(string keyId)
    {
        var keys = new SignatureKeys();
        return keyId == Ed25519KeyId
            ? keys.ImportSigningKey(SignatureAlgorithm.Ed25519, Pem("test-key-ed25519.key"))
            : keys.ImportSigningKey(SignatureAlgorithm.HmacSha256, Pem("test-shared-secret"));
    }

    internal static ValueTask<IVerificationKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var keys = new SignatureKeys();
        return ValueTask.FromResult<IVerificationKey?>(keyId switch
        {
            Ed25519KeyId => keys.ImportVerificationKey(SignatureAlgorithm.Ed25519, Pem("test-key-ed25519.pub")),
            SharedKeyId => keys.ImportVerificationKey(SignatureAlgorithm.HmacSha256, Pem("test-shared-secret")),
            _ => null,
        });
    }

    private static SignatureMessage ReadRequest(string[] start, List<SignatureField> fields)
    {
        var host = fields.Single(field => field.Name == "Host").Value.Trim();
        var target = start[1].Split('?', 2);
        return SignatureMessage.ForRequest(start[0], "https", host, target[0], target.Length > 1 ? target[1] : null);
    }
}
