namespace Cabinet.Host.Tests;

/// <summary>Compares folders.</summary>
internal static class Folders
{
    /// <summary>Requires the same files with the same bytes.</summary>
    public static void AssertSame(string expected, string actual)
    {
        Assert.Equal(Names(expected), Names(actual));
        Assert.All(Names(expected), name => Assert.True(
            Read(expected, name).AsSpan().SequenceEqual(Read(actual, name)), $"{name} differs"));
    }

    private static byte[] Read(string folder, string name) => File.ReadAllBytes(Path.Combine(folder, name));

    /// <summary>The files' paths within the folder, sorted.</summary>
    public static IReadOnlyList<string> Names(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal),
    ];
}
