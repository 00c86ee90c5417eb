using System.Net.Http.Headers;
using System.Text;
using Cabinet.Client;

namespace Cabinet.Host.Tests.Boundary;

/// <summary>Requests as a client makes them, to be spoilt by tests.</summary>
internal static class Requests
{
    /// <summary>A submit that isn't signed yet.</summary>
    public static HttpRequestMessage Submit(
        Uri api, string? idempotencyKey, string body = """{"pipeline":"page","input":{"path":"a","source":"b"}}""")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, "v1/tasks"))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return request;
    }

    /// <summary>The same request, signed.</summary>
    public static async Task<HttpRequestMessage> SignedAsync(
        this HttpRequestMessage request, TestKeys keys, string id, TimeSpan clockError = default)
    {
        using var key = keys.As(id);
        await new RequestSigner(key, new ShiftedTime(clockError)).SignAsync(request, TestContext.Current.CancellationToken);
        return request;
    }

    /// <summary>The same request once more: a message of .NET is sent only once.</summary>
    public static async Task<HttpRequestMessage> CopyAsync(this HttpRequestMessage request, Uri? elsewhere = null)
    {
        var copy = new HttpRequestMessage(request.Method, elsewhere ?? request.RequestUri);
        foreach (var header in request.Headers)
        {
            copy.Headers.Add(header.Key, header.Value);
        }

        if (request.Content is { } content)
        {
            copy.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            foreach (var header in content.Headers)
            {
                copy.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return copy;
    }

    /// <summary>The same request with another body, and the headers as they were.</summary>
    public static HttpRequestMessage WithBody(this HttpRequestMessage request, string body)
    {
        var headers = request.Content!.Headers.Where(header => header.Key != "Content-Length").ToList();
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var header in headers)
        {
            request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return request;
    }

    /// <summary>The same request with another value of a header field.</summary>
    public static HttpRequestMessage WithHeader(this HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
