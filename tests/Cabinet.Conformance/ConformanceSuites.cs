using System.Reflection;

namespace Cabinet.Conformance;

/// <summary>Which suites there are, and which of them a driver's test project leaves out.</summary>
/// <remarks>
/// A suite is an open generic class over the harness; a driver runs it by deriving from it:
/// <c>public sealed class MyClaimConformance : ClaimConformance&lt;MyHarness&gt;;</c>. Every driver's test project has
/// a test that <see cref="MissingFrom"/> is empty, so that no suite is skipped, also none that comes later.
/// </remarks>
public static class ConformanceSuites
{
    /// <summary>Every suite, by name.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(ConformanceSuites).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: true, IsGenericTypeDefinition: true } && IsSuite(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The names of the suites that this harness has to pass and that no test class of the assembly runs.
    /// </summary>
    /// <param name="tests">The driver's test project.</param>
    /// <param name="harness">The driver's harness.</param>
    public static IReadOnlyList<string> MissingFrom(Assembly tests, Type harness)
    {
        var run = tests.GetExportedTypes()
            .Where(type => !type.IsAbstract)
            .SelectMany(Bases)
            .Where(type => type.IsConstructedGenericType && type.GenericTypeArguments[0] == harness)
            .Select(type => type.GetGenericTypeDefinition())
            .ToHashSet();
        return [.. All.Where(suite => Concerns(suite, harness) && !run.Contains(suite)).Select(suite => suite.Name)];
    }

    private static bool IsSuite(Type type) =>
        Bases(type).Any(ancestor =>
            ancestor.IsGenericType && ancestor.GetGenericTypeDefinition() == typeof(StoreConformance<>));

    // A suite concerns a harness that fulfils its constraints: durability is for stores that outlive their driver.
    private static bool Concerns(Type suite, Type harness) =>
        suite.GetGenericArguments()[0].GetGenericParameterConstraints()
            .All(constraint => constraint.IsAssignableFrom(harness));

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }
}
