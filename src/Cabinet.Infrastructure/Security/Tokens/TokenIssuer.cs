using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;
using Cabinet.Application.Security.Tokens;

namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>Issues tokens in their compact form.</summary>
internal sealed class TokenIssuer(TimeProvider time, ISecureRandom random) : ITokenIssuer
{
    private const int IdBytes = 16;
    private const int LongestKeyId = 256;

    // A token is no part of a page, so nothing is escaped that JSON itself doesn't ask for.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IssuedToken Issue(TokenRequest request, string keyId, ISigningKey key)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        var algorithm = TokenAlgorithms.NameOf(key.Algorithm) ?? throw new ArgumentException(
            $"Tokens are signed with a private key, Ed25519 or P-256, and this is a {key.Algorithm} key.", nameof(key));
        RequireText(keyId, LongestKeyId, nameof(keyId));
        Require(request);

        // Whole seconds; rounded down, so that nobody takes it for one from the future.
        var issued = time.GetUtcNow().ToUnixTimeSeconds();
        var expires = issued + (long)request.Lifetime.TotalSeconds;
        var id = NewId();
        var signed = $"{Encode(writer => WriteHeader(writer, algorithm, keyId, request.Type))}."
            + Encode(writer => WriteClaims(writer, request, id, issued, expires));
        var text = $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
        return new IssuedToken(text, id, DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    private static void WriteHeader(Utf8JsonWriter writer, string algorithm, string keyId, string type)
    {
        writer.WriteString("alg", algorithm);
        writer.WriteString("kid", keyId);
        writer.WriteString("typ", type);
    }

    private static void WriteClaims(Utf8JsonWriter writer, TokenRequest request, string id, long issued, long expires)
    {
        writer.WriteString("iss", request.Issuer);
        writer.WriteString("sub", request.Subject);
        writer.WriteString("aud", request.Audience);
        writer.WriteNumber("iat", issued);
        writer.WriteNumber("exp", expires);
        writer.WriteString("jti", id);
        if (request.Scopes.Count > 0)
        {
            writer.WriteString("scope", string.Join(' ', request.Scopes));
        }
    }

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private static void Require(TokenRequest request)
    {
        RequireText(request.Type, TokenLimits.MaximumText, nameof(request.Type));
        RequireText(request.Issuer, TokenLimits.MaximumText, nameof(request.Issuer));
        RequireText(request.Subject, TokenLimits.MaximumText, nameof(request.Subject));
        RequireText(request.Audience, TokenLimits.MaximumText, nameof(request.Audience));
        if (request.Lifetime < TokenRequest.ShortestLifetime || request.Lifetime > TokenRequest.LongestLifetime
            || request.Lifetime.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(request), request.Lifetime, "The lifetime of a token is from one second to 24 hours, in whole seconds.");
        }

        if (request.Scopes.FirstOrDefault(scope => !ScopeNames.IsValid(scope)) is { } wrong)
        {
            throw new ArgumentException(
                $"'{wrong}' is no name of a scope: it has printable ASCII characters without spaces, quotes and backslashes.",
                nameof(request));
        }

        if (string.Join(' ', request.Scopes).Length > TokenLimits.MaximumText)
        {
            throw new ArgumentException(
                $"The scopes of a token have at most {TokenLimits.MaximumText} characters together, with a space between "
                + "two. Ask for fewer.",
                nameof(request));
        }
    }

    private static void RequireText(string text, int longest, string name)
    {
        if (string.IsNullOrEmpty(text) || text.Length > longest || text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException($"{name} of a token has 1 to {longest} printable ASCII characters.", name);
        }
    }

    private string NewId()
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        random.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
