using System.Globalization;
using System.Text;

namespace Cabinet.Analyzers.Tests.SubsystemBoundaries;

/// <summary>Asserts that CAB0001 reports what a snippet marks, all of it and nothing else.</summary>
/// <remarks>
/// A mark is <c>[|Type|source|]</c>: the source as it is compiled, and the type that must be reported exactly there;
/// several types at one place are parted by a comma, and marks may be nested.
/// </remarks>
internal static class BoundaryAssert
{
    /// <summary>Checks the members of a class in the Persistence subsystem.</summary>
    public static Task Members(string members) => File(
        $$"""
        namespace Cabinet.Infrastructure.Persistence
        {
            public class Store
            {
                {{members}}
            }
        }
        """);

    /// <summary>Checks statements in an asynchronous method of a class in the Persistence subsystem.</summary>
    public static Task Statements(string statements) => Members(
        $$"""
        public async Task Run(int number, Holder holder)
        {
            await Task.Yield();
            {{statements}}
        }
        """);

    /// <summary>Checks a whole file; the usual usings come before it.</summary>
    public static async Task File(string marked)
    {
        var (source, expected) = Parse(House.Usings + marked);
        var diagnostics = await InMemoryCompilation.Of([source, House.Source])
            .Diagnose(new Analyzers.SubsystemBoundaries.SubsystemBoundaryAnalyzer());

        var found = diagnostics.Select(diagnostic => Describe(
            source,
            diagnostic.Location.SourceSpan.Start,
            diagnostic.Location.SourceSpan.Length,
            diagnostic.GetMessage(CultureInfo.InvariantCulture).Split('\'')[1]));
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static (string Source, List<string> Expected) Parse(string marked)
    {
        var source = new StringBuilder();
        var open = new Stack<(int Start, string Types)>();
        var places = new List<(int Start, int End, string Types)>();
        for (var i = 0; i < marked.Length; i++)
        {
            var next = marked.AsSpan(i);
            if (next.StartsWith("[|", StringComparison.Ordinal))
            {
                var types = next[2..(2 + next[2..].IndexOf('|'))];
                open.Push((source.Length, types.ToString()));
                i += types.Length + 2;
            }
            else if (next.StartsWith("|]", StringComparison.Ordinal))
            {
                var (start, types) = open.Pop();
                places.Add((start, source.Length, types));
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }
        }

        var text = source.ToString();
        var expected = places.SelectMany(place =>
            place.Types.Split(',').Select(type => Describe(text, place.Start, place.End - place.Start, type)));
        return (text, [.. expected]);
    }

    private static string Describe(string source, int start, int length, string type) =>
        string.Create(CultureInfo.InvariantCulture, $"{start:D5}: '{source.AsSpan(start, length)}' uses {type}");
}
