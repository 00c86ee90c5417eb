using System.Globalization;

namespace Cabinet.Fuzz;

/// <summary>Where a fuzzer starts from: the target's own seeds, and the corpus that earlier runs left.</summary>
internal static class SeedFolder
{
    /// <summary>The committed inputs of a target, by name; none where there is no corpus.</summary>
    internal static IEnumerable<(string Name, byte[] Input)> Corpus(FuzzTarget target)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "corpus", target.Name);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder)
                .Order(StringComparer.Ordinal)
                .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))
            : [];
    }

    internal static void Write(FuzzTarget target, string folder)
    {
        Directory.CreateDirectory(folder);
        var number = 0;
        foreach (var seed in target.Seeds())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"seed-{number++:D3}");
            File.WriteAllBytes(Path.Combine(folder, name), seed);
        }

        foreach (var (name, input) in Corpus(target))
        {
            File.WriteAllBytes(Path.Combine(folder, name), input);
        }
    }
}
