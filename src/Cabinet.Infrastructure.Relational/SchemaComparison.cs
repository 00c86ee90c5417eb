namespace Cabinet.Infrastructure.Relational;

/// <summary>Names, for people, what a store has that differs from what its migrations make.</summary>
internal static class SchemaComparison
{
    /// <summary>What is missing, was changed, or doesn't belong there.</summary>
    /// <param name="expected">What the migrations make: the kind and name of an object, and its definition.</param>
    /// <param name="actual">What the store has, in the same form.</param>
    public static IEnumerable<string> CompareObjects(
        SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        foreach (var (name, definition) in expected)
        {
            if (!actual.TryGetValue(name, out var found))
            {
                yield return $"The {name} is missing.";
            }
            else if (found != definition)
            {
                yield return $"The {name} was changed: it is now {found}";
            }
        }

        foreach (var name in actual.Keys.Where(name => !expected.ContainsKey(name)))
        {
            yield return $"The {name} isn't part of the schema.";
        }
    }

    /// <summary>Whether a migration was applied with another text than this release brings.</summary>
    /// <param name="scripts">What this release brings.</param>
    /// <param name="number">The applied migration's number.</param>
    /// <param name="checksum">Its checksum as it was noted then.</param>
    public static bool WasChanged(IEnumerable<MigrationScript> scripts, int number, string checksum) =>
        scripts.Any(script => script.Number == number && script.Checksum != checksum);

    /// <summary>Says so.</summary>
    public static string Changed(string migration) =>
        $"Migration {migration} was applied with another text than this release brings.";
}
