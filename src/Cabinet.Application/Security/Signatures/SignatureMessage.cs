namespace Cabinet.Application.Security.Signatures;

/// <summary>
/// An HTTP request or response as far as signatures see it: a value, without any HTTP stack. It holds what was received
/// (or will be sent) unchanged: nobody may decode, resolve or tidy the path, the query or a field beforehand.
/// </summary>
/// <remarks>
/// Nothing is judged here. What isn't a possible message is refused when it is verified, and an
/// <see cref="ArgumentException"/> when it is signed.
/// </remarks>
public sealed record SignatureMessage
{
    private SignatureMessage()
    {
    }

    /// <summary>Whether this is a request; otherwise a response.</summary>
    public bool IsRequest => Status is null;

    /// <summary>The method as received, case kept; null in a response.</summary>
    public string? Method { get; private init; }

    /// <summary>The scheme, <c>https</c> as a rule; null in a response.</summary>
    public string? Scheme { get; private init; }

    /// <summary>The host and, if any, the port that the request is for; null in a response.</summary>
    public string? Authority { get; private init; }

    /// <summary>The path as received, percent-encoding and dots kept; null in a response.</summary>
    public string? Path { get; private init; }

    /// <summary>The query as received, without its question mark; null when there is none.</summary>
    public string? Query { get; private init; }

    /// <summary>
    /// The request line's target where it isn't path and query (<c>*</c>, an authority, a whole URI); null otherwise.
    /// </summary>
    public string? RequestTarget { get; init; }

    /// <summary>The status code; null in a request.</summary>
    public int? Status { get; private init; }

    /// <summary>The header fields in their order, repeated ones as often as they came.</summary>
    public IReadOnlyList<SignatureField> Fields { get; init; } = [];

    /// <summary>The trailer fields in their order. They are never mixed with the header fields.</summary>
    public IReadOnlyList<SignatureField> Trailers { get; init; } = [];

    /// <summary>
    /// The content, byte by byte as received, content codings included. Where there is some, a signature must cover a
    /// digest of it. Content that isn't given here is content that no signature vouches for.
    /// </summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The request that a response answers; null where it isn't known, and in a request.</summary>
    public SignatureMessage? Request { get; private init; }

    /// <summary>Describes a request.</summary>
    /// <param name="method">The method, case kept.</param>
    /// <param name="scheme">The scheme of the target URI, as the receiver knows it.</param>
    /// <param name="authority">The host and, if any, the port of the target URI.</param>
    /// <param name="path">The path exactly as in the request line.</param>
    /// <param name="query">The query exactly as in the request line, without its question mark; null for none.</param>
    public static SignatureMessage ForRequest(
        string method, string scheme, string authority, string path, string? query = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(path);
        return new SignatureMessage
        {
            Method = method, Scheme = scheme, Authority = authority, Path = path, Query = query,
        };
    }

    /// <summary>Describes a response.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="request">The request that it answers, for components with <c>req</c>.</param>
    /// <exception cref="ArgumentException">What it answers isn't a request.</exception>
    public static SignatureMessage ForResponse(int status, SignatureMessage? request = null) =>
        request is { IsRequest: false }
            ? throw new ArgumentException("A response answers a request, not another response.", nameof(request))
            : new SignatureMessage { Status = status, Request = request };

    /// <summary>The same message with one more header field behind the others.</summary>
    public SignatureMessage WithField(string name, string value) =>
        this with { Fields = [.. Fields, new SignatureField(name, value)] };

    /// <summary>The same message with a signature's two header fields behind the others.</summary>
    public SignatureMessage WithSignature(MessageSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return WithField(MessageSignature.InputField, signature.Input)
            .WithField(MessageSignature.SignatureField, signature.Signature);
    }

    /// <summary>Says what kind of message it is, and nothing of what it holds.</summary>
    public override string ToString() => IsRequest
        ? $"Request({Fields.Count} fields, {Content.Length} bytes)"
        : $"Response({Fields.Count} fields, {Content.Length} bytes)";
}
