using System.Globalization;
using System.Text.Json.Nodes;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>What Cabinet reads from the shared sample pages is what the Python library extruct reads from them, but for
/// the listed differences.</summary>
public sealed class SampleAgreementTests
{
    // The expectation was made with this address; the file doesn't say so.
    private static readonly Dictionary<string, string> Urls = new()
    {
        ["w3c_microdata.object.html"] = "http://www.example.com/microdata/",
    };

    // Without the samples one row stands for them, so that the test can report itself as skipped: the runner prints an
    // empty theory as skipped but counts it as failed.
    public static TheoryData<string> Pages =>
        SamplePages.Names.Count > 0 ? [.. SamplePages.Names] : ["the samples are missing"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_read_as_extruct_reads_it_but_for_the_intended_differences(string page)
    {
        SamplePages.Require();
        var (differences, agreeing) = Compare(page);
        var intended = IntendedDifference.All.Where(entry => entry.File == page).ToList();

        var unintended = differences.Where(found => !intended.Exists(entry => entry.Path == found.Path)).ToList();
        var outdated = intended.Where(entry => !differences.Any(found => found.Path == entry.Path)).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{page}: {agreeing} values agree, {intended.Count} differ on purpose, {unintended.Count} differ"));

        Assert.Empty(unintended);
        Assert.Empty(outdated);
    }

    [Fact]
    public void Every_intended_difference_names_a_sample_and_a_reason()
    {
        SamplePages.Require();
        Assert.All(IntendedDifference.All, entry =>
        {
            Assert.Contains(entry.File, SamplePages.Names);
            Assert.NotEmpty(entry.Reason);
        });
    }

    [Fact]
    public void The_comparison_covers_every_expectation()
    {
        SamplePages.Require();
        var compared = SamplePages.Names.Select(page => (Page: page, Result: Compare(page))).ToList();
        var values = compared.Sum(entry => entry.Result.Agreeing);
        var differences = compared.Sum(entry => entry.Result.Differences.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{compared.Count} pages, {values} values agree, {differences} differ on purpose"));

        Assert.Equal(
            ["misc_product_microdata.html"],
            compared.Where(entry => entry.Result.Agreeing == 0).Select(entry => entry.Page));
        Assert.True(values > 400, $"only {values} values were compared");
    }

    private static (IReadOnlyList<JsonDifference> Differences, int Agreeing) Compare(string page)
    {
        var plain = SamplePages.ReadExpectation(page, ".json");
        var linked = SamplePages.ReadExpectation(page, ".jsonld");
        var url = Urls.TryGetValue(page, out var known) ? new Uri(known)
            : plain is null ? null : ExtructView.UrlOf(plain);
        var parsed = Parsing.Read(SamplePages.Read(page), url);

        var differences = new List<JsonDifference>();
        var agreeing = 0;
        if (linked is not null) Add("json-ld", JsonNode.Parse(linked)!);
        if (plain is not null)
        {
            foreach (var (section, expected) in ExtructView.Expectation(plain)) Add(section, expected);
        }

        return (differences, agreeing);

        void Add(string section, JsonNode expected)
        {
            var (found, same) = JsonDifference.Between(section, expected, ExtructView.Of(parsed, section));
            differences.AddRange(found);
            agreeing += same;
        }
    }
}
