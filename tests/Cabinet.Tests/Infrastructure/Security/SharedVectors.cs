using System.Text.Json;

namespace Cabinet.Tests.Infrastructure.Security;

/// <summary>Published test vectors, which lie beside the repository and not in it.</summary>
internal static class SharedVectors
{
    /// <summary>Reads a file of vectors; skips the test, visibly, where they aren't.</summary>
    internal static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(ReadBytes(path));
        return document.RootElement.Clone();
    }

    /// <summary>The files under a folder of vectors; skips the test, visibly, where it isn't.</summary>
    internal static IReadOnlyList<string> Files(string folder)
    {
        var root = Root();
        var full = Path.Combine(root, folder);
        Assert.SkipUnless(
            Directory.Exists(full), $"The vectors {folder} aren't beside the repository (../shared/vectors).");
        return [.. Directory.EnumerateFiles(full, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads a file's bytes as they are; skips the test, visibly, where it isn't.</summary>
    internal static byte[] ReadBytes(string path)
    {
        var file = Path.Combine(Root(), path);
        Assert.SkipUnless(File.Exists(file), $"The vectors {path} aren't beside the repository (../shared/vectors).");
        return File.ReadAllBytes(file);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cabinet.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "vectors");
    }

    /// <summary>The groups of one of Project Wycheproof's files.</summary>
    internal static IEnumerable<JsonElement> Groups(string path) =>
        Read(path).GetProperty("testGroups").EnumerateArray();

    /// <summary>The tests of all groups of one of Project Wycheproof's files.</summary>
    internal static IEnumerable<JsonElement> Tests(string path) =>
        Groups(path).SelectMany(group => group.GetProperty("tests").EnumerateArray());

    /// <summary>valid, invalid or acceptable.</summary>
    internal static string Result(this JsonElement test) => test.GetProperty("result").GetString()!;

    internal static IEnumerable<string> Flags(this JsonElement test) =>
        test.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()!);

    internal static byte[] Hex(this JsonElement element, string property) =>
        Convert.FromHexString(element.GetProperty(property).GetString()!);
}
