using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cabinet.Client;

/// <summary>Talks to the signed boundary of Cabinet's nodes.</summary>
/// <remarks>
/// A request whose answer was lost is sent again, signed anew with a new nonce; a submit carries the same idempotency key
/// each time, so that at most one task comes of it. Safe for any number of threads. The caller keeps what it is made of.
/// </remarks>
/// <param name="http">Its base address is the node's, such as <c>https://api.example.com</c>. It must not follow redirects.</param>
/// <param name="key">What it signs with.</param>
/// <param name="options">How it tries again; null takes the defaults.</param>
/// <param name="time">The clock; null is the system's.</param>
public sealed class CabinetClient(
    HttpClient http, ClientKey key, CabinetClientOptions? options = null, TimeProvider? time = null)
{
    private const int KeyBytes = 18;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly CabinetClientOptions options = options ?? new();
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly RequestSigner signer = new(key, time ?? TimeProvider.System);

    /// <summary>Makes an idempotency key: 18 random bytes. Keep it with what it is for to be able to submit again later.</summary>
    public static string NewIdempotencyKey() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)).Replace('+', '-').Replace('/', '_');

    /// <summary>Submits a task.</summary>
    /// <param name="pipeline">Which pipeline.</param>
    /// <param name="input">Its input as UTF-8 JSON, at most 1 MiB.</param>
    /// <param name="label">What it is about, for people; at most 200 characters.</param>
    /// <param name="idempotencyKey">
    /// 1 to 128 visible ASCII characters, under which this client's task is accepted once; null makes one for this call.
    /// </param>
    /// <param name="cancellationToken">Gives up; the task may have been accepted.</param>
    /// <exception cref="CabinetClientException">The node doesn't accept it; the message says why.</exception>
    /// <exception cref="HttpRequestException">No node could be reached.</exception>
    /// <exception cref="JsonException">The input isn't JSON.</exception>
    public async Task<SubmittedTask> SubmitAsync(
        string pipeline,
        ReadOnlyMemory<byte> input,
        string? label = null,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default)
    {
        using var document = JsonDocument.Parse(input);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new TaskRequest(pipeline, document.RootElement, label), ClientJson.Default.TaskRequest);
        var once = idempotencyKey ?? NewIdempotencyKey();
        return await SendAsync(
            () => Request(HttpMethod.Post, "v1/tasks", body, once), ClientJson.Default.SubmittedTask, cancellationToken);
    }

    /// <summary>Asks how a task stands.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is no such task.</returns>
    /// <exception cref="CabinetClientException">The node doesn't say; the message says why.</exception>
    /// <exception cref="HttpRequestException">No node could be reached.</exception>
    public async Task<TaskInformation?> FindTaskAsync(Guid id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await SendAsync(
                () => Request(HttpMethod.Get, $"v1/tasks/{id:D}", null, null),
                ClientJson.Default.TaskInformation,
                cancellationToken);
        }
        catch (CabinetClientException exception) when (exception.Code == "notFound")
        {
            return null;
        }
    }

    private async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> make, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            await signer.SignAsync(request, cancellationToken);
            TimeSpan? asked = null;
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                if (response.IsSuccessStatusCode || attempt == options.MaximumAttempts || !IsPassing(response.StatusCode))
                {
                    return await ReadAsync(response, type, cancellationToken);
                }

                asked = response.Headers.RetryAfter?.Delta;
            }
            catch (HttpRequestException) when (attempt < options.MaximumAttempts)
            {
                // The answer was lost, or never came: what it would have said is found out by asking again.
            }

            await Task.Delay(DelayAfter(attempt, asked), time, cancellationToken);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, byte[]? body, string? idempotencyKey)
    {
        var address = http.BaseAddress is { } node
            ? new Uri(node, path)
            : throw new InvalidOperationException("The HTTP client has no base address. Set it to the node's.");
        var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return request;
    }

    // A random part, so that those who failed together don't come back together.
    private TimeSpan DelayAfter(int attempt, TimeSpan? asked)
    {
        var doubled = options.FirstDelay * Math.Pow(2, attempt - 1) * (1 + (RandomNumberGenerator.GetInt32(100) / 200.0));
        var wait = asked > doubled ? asked.Value : doubled;
        return wait < LongestDelay ? wait : LongestDelay;
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static async Task<T> ReadAsync<T>(
        HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            if (response.IsSuccessStatusCode && JsonSerializer.Deserialize(bytes, type) is { } answer)
            {
                return answer;
            }

            var error = JsonSerializer.Deserialize(bytes, ClientJson.Default.ErrorAnswer)?.Error;
            throw new CabinetClientException(
                response.StatusCode, error?.Code ?? "unknown", error?.Message ?? Unknown(response), error?.Reference);
        }
        catch (JsonException)
        {
            throw new CabinetClientException(response.StatusCode, "unknown", Unknown(response), null);
        }
    }

    private static string Unknown(HttpResponseMessage response) =>
        $"The answer ({(int)response.StatusCode}) isn't one that a node of Cabinet gives. Is the address a node's?";
}
