namespace Cabinet.Vips.Tests;

/// <summary>The photographs of the repository's own sample set.</summary>
internal static class OwnPhotos
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "input");

    /// <summary>All that are healthy.</summary>
    public static IReadOnlyList<string> Paths() =>
        Directory.GetFiles(Path.Combine(Folder, "photos")).Order(StringComparer.Ordinal).ToList();

    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Folder, path));
}
