using System.Text.RegularExpressions;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>What the migrations make, by name: a developer's own tables may stand beside it in the same schema.</summary>
internal static partial class StoreObjects
{
    public static string[] Tables { get; } = Find("TABLE");

    public static string[] Sequences { get; } = Find("SEQUENCE");

    public static string[] Functions { get; } = Find("FUNCTION");

    private static string[] Find(string kind) =>
    [
        .. PostgresScripts.All
            .SelectMany(static script => MadePattern().Matches(script.Text))
            .Where(made => made.Groups["kind"].Value == kind)
            .Select(static made => made.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal),
    ];

    [GeneratedRegex(
        @"^CREATE (OR REPLACE )?(?<kind>TABLE|SEQUENCE|FUNCTION) cabinet\.(?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MadePattern();
}
