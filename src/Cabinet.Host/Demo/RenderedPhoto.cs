namespace Cabinet.Host.Demo;

/// <summary>One rendition, on its way to be published together with the others of its photograph.</summary>
/// <param name="Path">The photograph's path within its input folder.</param>
/// <param name="Source">Where the photograph's bytes lie in blob storage.</param>
/// <param name="File">The rendition.</param>
internal sealed record RenderedPhoto(string Path, string Source, StoredFile File);
