namespace Cabinet.Host.Demo;

/// <summary>One file that the demo made.</summary>
internal sealed record StoredFile
{
    /// <summary>Where it belongs in an output folder, such as <c>photos/harbour.jpg/large.jpg</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it lies in blob storage.</summary>
    public required string Address { get; init; }

    /// <summary>Its format, as a media type (RFC 6838).</summary>
    public required string MediaType { get; init; }

    /// <summary>Its size.</summary>
    public required int Bytes { get; init; }

    /// <summary>The SHA-256 of its content, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>An image's width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>An image's height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Which adapter made it, with its version.</summary>
    public required string ServedBy { get; init; }
}
