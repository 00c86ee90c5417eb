namespace Cabinet.Host.Demo;

/// <summary>One entry of the publication feed.</summary>
internal sealed record PublishedItem
{
    /// <summary>Which pipeline made it: <c>page</c> or <c>photo</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The path of the file within its input folder.</summary>
    public required string Path { get; init; }

    /// <summary>Where the file's bytes lie in blob storage: which version of the file this is about.</summary>
    public required string Source { get; init; }

    /// <summary>A page's title.</summary>
    public string? Title { get; init; }

    /// <summary>A page's language.</summary>
    public string? Language { get; init; }

    /// <summary>How much structured data a page carries.</summary>
    public PageContents? Contents { get; init; }

    /// <summary>What was made of it, by name.</summary>
    public required IReadOnlyList<StoredFile> Files { get; init; }
}
