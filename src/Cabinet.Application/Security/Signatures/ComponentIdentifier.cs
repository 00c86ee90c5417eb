using System.Text;

namespace Cabinet.Application.Security.Signatures;

/// <summary>
/// Names one part of a message that a signature covers (RFC 9421, section 2). Two identifiers are equal when they name
/// the same part, whatever the order in which their parameters are written.
/// </summary>
public sealed record ComponentIdentifier
{
    private ComponentIdentifier(string name) => Name = name;

    /// <summary>The method (<c>@method</c>).</summary>
    public static ComponentIdentifier Method { get; } = new("@method");

    /// <summary>The whole URI (<c>@target-uri</c>).</summary>
    public static ComponentIdentifier TargetUri { get; } = new("@target-uri");

    /// <summary>Host and port, in lower case, a default port dropped (<c>@authority</c>).</summary>
    public static ComponentIdentifier Authority { get; } = new("@authority");

    /// <summary>The scheme in lower case (<c>@scheme</c>).</summary>
    public static ComponentIdentifier Scheme { get; } = new("@scheme");

    /// <summary>The target of the request line (<c>@request-target</c>); HTTP/1.1 only.</summary>
    public static ComponentIdentifier RequestTarget { get; } = new("@request-target");

    /// <summary>The path as received (<c>@path</c>).</summary>
    public static ComponentIdentifier Path { get; } = new("@path");

    /// <summary>The query as received, with its question mark (<c>@query</c>).</summary>
    public static ComponentIdentifier Query { get; } = new("@query");

    /// <summary>The status code of a response (<c>@status</c>).</summary>
    public static ComponentIdentifier Status { get; } = new("@status");

    /// <summary>The digest of the content (<c>content-digest</c>, RFC 9530).</summary>
    public static ComponentIdentifier ContentDigest { get; } = new("content-digest");

    /// <summary>The derived component's name with its at sign, or the field's name in lower case.</summary>
    public string Name { get; }

    /// <summary>Whether the field is written anew by the rules of structured fields (<c>sf</c>).</summary>
    public bool IsStructured { get; init; }

    /// <summary>The one member of a dictionary field that is meant (<c>key</c>); null for the whole field.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the field's lines are wrapped as bytes (<c>bs</c>).</summary>
    public bool IsBinary { get; init; }

    /// <summary>Whether the part is of the request that a response answers (<c>req</c>).</summary>
    public bool IsOfRequest { get; init; }

    /// <summary>Whether the field is a trailer (<c>tr</c>).</summary>
    public bool IsTrailer { get; init; }

    /// <summary>
    /// The name of the query parameter as RFC 9421 writes it, percent-encoded (<c>name</c>); null for all else.
    /// </summary>
    public string? ParameterName { get; init; }

    /// <summary>A header field.</summary>
    /// <param name="name">The field's name, in any case.</param>
    public static ComponentIdentifier Field(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
#pragma warning disable CA1308 // The names of components are in lower case (RFC 9421, section 2.1).
        return new ComponentIdentifier(name.ToLowerInvariant());
#pragma warning restore CA1308
    }

    /// <summary>One parameter of the query (<c>@query-param</c>), which must occur once.</summary>
    /// <param name="name">The parameter's name, decoded.</param>
    /// <exception cref="ArgumentException">The name isn't valid text.</exception>
    public static ComponentIdentifier QueryParameter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ComponentIdentifier("@query-param") { ParameterName = Encode(name) };
    }

    /// <summary>The identifier as a signature's list of components has it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append('"').Append(Name).Append('"');
        text.Append(Key is null ? "" : $";key=\"{Key}\"");
        text.Append(ParameterName is null ? "" : $";name=\"{ParameterName}\"");
        text.Append(IsStructured ? ";sf" : "").Append(IsBinary ? ";bs" : "");
        return text.Append(IsTrailer ? ";tr" : "").Append(IsOfRequest ? ";req" : "").ToString();
    }

    // The encoding of forms but with %20 for a space (RFC 9421, section 2.2.8).
    private static string Encode(string name)
    {
        var encoded = new StringBuilder(name.Length);
        foreach (var each in new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(name))
        {
            _ = char.IsAsciiLetterOrDigit((char)each) || each is (byte)'*' or (byte)'-' or (byte)'.' or (byte)'_'
                ? encoded.Append((char)each)
                : encoded.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{each:X2}");
        }

        return encoded.ToString();
    }
}
