using System.Text.RegularExpressions;

namespace Cabinet.Analyzers.Tests.Architecture;

/// <summary>What the documents say exists, exists; and the program that the README shows is the one that is built.</summary>
public sealed partial class DocumentsTests
{
    public static TheoryData<string> Documents { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Select(file => Path.GetFileName(file)!),
        .. Repository.Files("docs", ".md"),
        .. Repository.Files("src", ".md"),
        .. Repository.Files("samples", ".md"),
    ];

    public static TheoryData<string> QueuePages { get; } = [.. Repository.Files("docs/queue", ".md")];

    [Fact]
    public void The_program_in_the_readme_is_the_sample_that_is_built() => Assert.Contains(
        Repository.Read("samples/HelloCabinet/Program.cs").Trim(), Repository.Read("README.md"), StringComparison.Ordinal);

    /// <summary>
    /// Each piece of C# that a page on the queue shows stands in a file that is built, line by line, whatever the indentation.
    /// </summary>
    [Theory]
    [MemberData(nameof(QueuePages))]
    public void Every_piece_of_code_in_a_document_is_built(string document)
    {
        var built = Repository.Files("samples", ".cs").Concat(Repository.Files("tests", ".cs"))
            .Select(file => Flat(Repository.Read(file)))
            .ToList();
        foreach (Match code in Code().Matches(Repository.Read(document)))
        {
            var text = Flat(code.Groups["code"].Value);
            Assert.True(
                built.Exists(file => file.Contains(text, StringComparison.Ordinal)),
                $"{document} shows code that no file under samples or tests has:\n{code.Groups["code"].Value}");
        }
    }

    [Fact]
    public void The_example_of_the_test_kit_is_a_test_that_runs() => Assert.Contains(
        Repository.Read("tests/Cabinet.Testing.Tests/InvoiceTests.cs").Trim(),
        Repository.Read("docs/queue/testing.md"),
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_local_link_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        foreach (Match link in LocalLink().Matches(Repository.Read(document)))
        {
            var target = Path.Combine(folder, link.Groups["target"].Value);
            Assert.True(Path.Exists(target), $"{document} links to {link.Groups["target"].Value}, which doesn't exist.");
        }
    }

    private static string Flat(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex LocalLink();
}
