using System.Globalization;
using System.Text.Json.Nodes;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>Pages written for this test, five by hand and two dozen by a generator, with what extruct reads from them
/// (the versions stand in the file). The generated ones mix elements, attributes and odd white space.</summary>
public sealed class ExtructCorpusTests
{
    private static readonly JsonArray Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Select(entry => (string)entry!["name"]!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_is_read_as_extruct_reads_it_but_for_the_intended_differences(string name)
    {
        var sample = Cases.Single(entry => (string)entry!["name"]! == name)!;
        var page = Parsing.Read((string)sample["html"]!);

        var found = new List<JsonDifference>();
        var agreeing = 0;
        foreach (var (section, expected) in ExtructView.Expectation(sample["expected"]!.ToJsonString()))
        {
            var (differences, same) = JsonDifference.Between(section, expected, ExtructView.Of(page, section));
            found.AddRange(differences);
            agreeing += same;
        }

        var intended = IntendedDifference.InCorpus.Where(listed => listed.File == name).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {agreeing} values agree, {intended.Count} differ on purpose"));
        Assert.DoesNotContain(found, difference => !intended.Exists(listed => listed.Path == difference.Path));
        Assert.DoesNotContain(intended, listed => !found.Exists(difference => difference.Path == listed.Path));
        Assert.True(agreeing > 0);
    }

    private static JsonArray Load()
    {
        using var stream = typeof(ExtructCorpusTests).Assembly.GetManifestResourceStream("ExtructCorpus.json")!;
        return JsonNode.Parse(stream)!["cases"]!.AsArray();
    }
}
