using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Cabinet.Analyzers.Tests.Architecture;

public sealed class BannedSymbolsTests
{
    private const string Everywhere = "BannedSymbols.txt";
    private const string Technology = "BannedSymbols.Technology.txt";

    private static readonly Lazy<Compilation> Framework = new(() => InMemoryCompilation.Of([]));

    public static TheoryData<string, string> Entries =>
        [.. new[] { Everywhere, Technology }.SelectMany(file => Lines(file).Select(line => (file, line)))];

    [Fact]
    public void Every_project_is_held_to_the_bans() => Assert.Contains(
        "$(MSBuildThisFileDirectory)" + Everywhere,
        ProjectFile.Read("Directory.Build.targets").AdditionalFiles);

    [Fact]
    public void No_project_of_src_leaves_the_bans() => Assert.All(
        Repository.Files("src", ".csproj", ".props", ".targets").Select(ProjectFile.Read),
        project => Assert.Empty(project.Values("UsesBannedSymbols")));

    [Theory]
    [InlineData("Cabinet.Domain")]
    [InlineData("Cabinet.Application")]
    public void Domain_and_Application_are_held_to_the_bans_of_technology(string project) =>
        Assert.Contains("../../" + Technology, ProjectFile.Source(project).AdditionalFiles);

    // An entry with a slip of the pen bans nothing, and nobody would notice.
    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_entry_names_something_that_exists_and_says_what_to_do_instead(string file, string line)
    {
        var parts = line.Split(';');

        Assert.True(parts.Length == 2 && parts[1].Length > 0, $"{file}: '{line}' lacks its advice.");
        // A namespace may come with a package that is not referenced, which is what the ban is there for.
        Assert.True(
            parts[0].StartsWith("N:", StringComparison.Ordinal) || Exists(parts[0]),
            $"{file}: '{parts[0]}' names nothing in the framework.");
    }

    [Theory]
    [InlineData("DateTime.Now")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTime.Today")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("Environment.TickCount64")]
    [InlineData("System.Diagnostics.Stopwatch.StartNew()")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Guid.CreateVersion7()")]
    [InlineData("Random.Shared")]
    [InlineData("new Random()")]
    [InlineData("Task.Delay(1)")]
    [InlineData("Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None)")]
    [InlineData("Task.CompletedTask.WaitAsync(TimeSpan.FromSeconds(1))")]
    [InlineData("new CancellationTokenSource(1)")]
    [InlineData("new PeriodicTimer(TimeSpan.FromSeconds(1))")]
    [InlineData("new Timer(_ => { })")]
    [InlineData("(Action)(() => Thread.Sleep(1))")]
    public async Task Ambient_time_randomness_and_ids_are_banned_everywhere(string expression) =>
        Assert.NotEmpty(await Banned(expression, Everywhere));

    [Theory]
    [InlineData("TimeProvider.System.GetUtcNow()")]
    [InlineData("Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)")]
    [InlineData("new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System)")]
    [InlineData("new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System)")]
    [InlineData("new Random(42)")]
    [InlineData("System.IO.File.ReadAllText(\"\")")]
    public async Task What_is_injected_seeded_or_a_driver_s_business_is_not_banned_everywhere(string expression) =>
        Assert.Empty(await Banned(expression, Everywhere));

    [Theory]
    [InlineData("System.IO.File.ReadAllText(\"\")")]
    [InlineData("System.IO.Directory.Exists(\"\")")]
    [InlineData("new System.IO.FileStream(\"\", System.IO.FileMode.Open)")]
    [InlineData("new System.Net.Http.HttpClient()")]
    [InlineData("new System.Net.Sockets.TcpClient()")]
    [InlineData("System.Security.Cryptography.SHA256.HashData(Array.Empty<byte>())")]
    [InlineData("typeof(System.Data.Common.DbConnection)")]
    [InlineData("new System.Xml.XmlDocument()")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess()")]
    [InlineData("new System.Diagnostics.ActivitySource(\"\")")]
    [InlineData("(Action)(() => Console.WriteLine())")]
    [InlineData("Environment.GetEnvironmentVariable(\"\")")]
    public async Task Technology_is_banned_in_Domain_and_Application(string expression) =>
        Assert.NotEmpty(await Banned(expression, Everywhere, Technology));

    [Theory]
    [InlineData("TimeProvider.System.GetUtcNow()")]
    [InlineData("System.Text.Encoding.UTF8.GetBytes(\"\")")]
    [InlineData("new System.IO.MemoryStream()")]
    [InlineData("System.Collections.Immutable.ImmutableArray<int>.Empty")]
    [InlineData("System.Threading.Channels.Channel.CreateBounded<int>(1)")]
    public async Task The_values_of_the_framework_are_free_in_Domain_and_Application(string expression) =>
        Assert.Empty(await Banned(expression, Everywhere, Technology));

    private static async Task<ImmutableArray<Diagnostic>> Banned(string expression, params string[] files)
    {
        var compilation = InMemoryCompilation.Of(
            [
                $$"""
                using System;
                using System.Threading;
                using System.Threading.Tasks;
                class Snippet { public object? Value() => {{expression}}; }
                """,
            ]);
        var found = await compilation.Diagnose(CreateAnalyzer(), files.Select(file => new RepositoryText(file)));
        // RS0031 and the like complain about the lists themselves.
        Assert.All(found, each => Assert.Equal("RS0030", each.Id));
        Assert.All(found, each => Assert.NotEmpty(each.GetMessage(CultureInfo.InvariantCulture)));
        return found;
    }

    private static bool Exists(string documentationId) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(documentationId, Framework.Value) is not null;

    private static IEnumerable<string> Lines(string file) =>
        Repository.Read(file).Split('\n').Where(line => line.Length > 0);

    private static DiagnosticAnalyzer CreateAnalyzer()
    {
        const string Assembly = "BannedApiAnalyzers/Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.dll";
        const string Analyzer = "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.CSharpSymbolIsBannedAnalyzer";
        var assembly = System.Reflection.Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, Assembly));
        return (DiagnosticAnalyzer)Activator.CreateInstance(assembly.GetType(Analyzer, throwOnError: true)!)!;
    }

    private sealed class RepositoryText(string file) : AdditionalText
    {
        public override string Path => Repository.PathOf(file);

        public override SourceText GetText(CancellationToken cancellationToken = default) =>
            SourceText.From(Repository.Read(file));
    }
}
