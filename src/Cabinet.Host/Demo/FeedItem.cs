namespace Cabinet.Host.Demo;

/// <summary>One published item in <c>feed.json</c>.</summary>
/// <param name="Path">The path of the file within its input folder.</param>
/// <param name="Kind"><c>page</c> or <c>photo</c>.</param>
/// <param name="Title">A page's title.</param>
/// <param name="Language">A page's language.</param>
/// <param name="Contents">How much structured data a page carries.</param>
/// <param name="Files">What was made of it.</param>
internal sealed record FeedItem(
    string Path, string Kind, string? Title, string? Language, PageContents? Contents, IReadOnlyList<FeedFile> Files);
