using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cabinet.Client;

/// <summary>Signs requests as the boundary asks: RFC 9421 with Ed25519, and the content's digest by RFC 9530.</summary>
/// <param name="key">What it signs with.</param>
/// <param name="time">When it signs. The node's clock may differ by 30 seconds.</param>
public sealed class RequestSigner(ClientKey key, TimeProvider time)
{
    private const string Tag = "cabinet-v1";
    private const int NonceBytes = 18;

    /// <summary>Signs a request, with a new nonce: method, host, path, query, and content with its type.</summary>
    /// <remarks>A request is signed last, once, and isn't changed afterwards. One that is sent again is made anew.</remarks>
    /// <param name="request">It must have an absolute address, and content that can be read more than once.</param>
    /// <param name="cancellationToken">Ends the reading of the content.</param>
    /// <exception cref="ArgumentException">Its address isn't absolute, or it is signed already.</exception>
    public async ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is not { IsAbsoluteUri: true } address || request.Headers.Contains("Signature"))
        {
            throw new ArgumentException("It takes a request with an absolute address that isn't signed yet.", nameof(request));
        }

        List<(string Name, string Value)> covered =
        [
            ("@method", request.Method.Method),
            ("@authority", address.Authority.ToLowerInvariant()),
            ("@path", address.AbsolutePath),
            ("@query", address.Query.Length == 0 ? "?" : address.Query),
        ];
        if (request.Headers.TryGetValues("Idempotency-Key", out var keys))
        {
            covered.Add(("idempotency-key", string.Join(", ", keys)));
        }

        var content = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (content.Length > 0)
        {
            var digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content))}:";
            request.Content!.Headers.Add("Content-Digest", digest);
            covered.Add(("content-type", $"{request.Content.Headers.ContentType}"));
            covered.Add(("content-digest", digest));
        }

        Sign(request, covered);
    }

    private void Sign(HttpRequestMessage request, List<(string Name, string Value)> covered)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        var parameters = string.Create(
            CultureInfo.InvariantCulture,
            $"({string.Join(' ', covered.Select(component => $"\"{component.Name}\""))});"
            + $"created={time.GetUtcNow().ToUnixTimeSeconds()};nonce=\"{nonce}\";keyid=\"{key.Id}\";tag=\"{Tag}\"");
        var lines = covered.Select(component => $"\"{component.Name}\": {component.Value}\n");
        var signed = Encoding.ASCII.GetBytes($"{string.Concat(lines)}\"@signature-params\": {parameters}");
        request.Headers.Add("Signature-Input", $"sig={parameters}");
        request.Headers.Add("Signature", $"sig=:{Convert.ToBase64String(key.Sign(signed))}:");
    }
}
