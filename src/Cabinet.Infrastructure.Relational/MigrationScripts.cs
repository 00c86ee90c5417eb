using System.Reflection;

namespace Cabinet.Infrastructure.Relational;

/// <summary>Reads the steps of a schema that a driver brings within its assembly.</summary>
internal static class MigrationScripts
{
    /// <summary>Every <c>.sql</c> resource of the assembly, in the order of the numbers that their names begin with.</summary>
    public static IReadOnlyList<MigrationScript> Load(Assembly assembly) =>
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
