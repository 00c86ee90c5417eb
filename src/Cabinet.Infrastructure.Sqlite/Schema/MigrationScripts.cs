using System.Reflection;

namespace Cabinet.Infrastructure.Sqlite.Schema;

/// <summary>The steps of the schema that this release brings, in order.</summary>
internal static class MigrationScripts
{
    public static IReadOnlyList<MigrationScript> All { get; } = Load(typeof(MigrationScripts).Assembly);

    private static List<MigrationScript> Load(Assembly assembly) =>
    [
        .. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new MigrationScript(name, Read(assembly, name))),
    ];

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
