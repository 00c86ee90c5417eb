using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cabinet.Host.Tests.Demo;

public sealed class DemoTests(FinishedDemo demo)
{
    private static readonly string[] SummaryMembers =
        ["items", "completed", "degraded", "deadLettered", "retries", "jobs", "seconds", "output"];

    [Fact]
    public void It_exits_with_0_and_writes_nothing_but_json()
    {
        demo.Result.Succeeded();
        Assert.Empty(demo.Result.Errors);
        Assert.NotEmpty(demo.Result.Lines);
    }

    [Fact]
    public void The_last_line_sums_up_all_items()
    {
        var last = demo.Result.Lines[^1];

        Assert.Equal(["summary"], last.EnumerateObject().Select(member => member.Name));
        var summary = last.GetProperty("summary");
        Assert.Equal(SummaryMembers, summary.EnumerateObject().Select(member => member.Name));
        Assert.Equal(27, summary.GetProperty("items").GetInt32());
        Assert.Equal(26, summary.GetProperty("completed").GetInt32());
        Assert.Equal(1, summary.GetProperty("deadLettered").GetInt32());
        Assert.Equal(0, summary.GetProperty("degraded").GetInt32());
        Assert.Equal(0, summary.GetProperty("retries").GetInt32());
        Assert.Equal(92, summary.GetProperty("jobs").GetInt32());
        Assert.True(summary.GetProperty("seconds").GetDouble() > 0);
        Assert.Equal(demo.Output, summary.GetProperty("output").GetString());
    }

    [Fact]
    public void Each_job_of_each_stage_is_an_event()
    {
        var stages = demo.Result.Events("stage")
            .Where(line => line.GetProperty("outcome").GetString() == "completed")
            .CountBy(line => line.GetProperty("stage").GetString()!)
            .ToDictionary();

        Assert.Equal(
            new Dictionary<string, int>
            {
                ["page/parse"] = 13,
                ["page/publish"] = 13,
                ["photo/prepare"] = 13,
                ["photo/render"] = 39,
                ["photo/publish"] = 13,
            },
            stages);
    }

    [Fact]
    public void The_broken_photograph_is_a_dead_letter_with_a_reason_for_a_person()
    {
        var letter = Assert.Single(demo.Result.Events("deadLettered"));

        Assert.Equal("broken/interrupted-copy.jpg", letter.GetProperty("item").GetString());
        Assert.Equal("permanent", letter.GetProperty("reason").GetString());
        Assert.Contains("damaged", letter.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_neither_page_nor_photograph_is_named()
    {
        var ignored = Assert.Single(demo.Result.Events("ignored"));

        Assert.Equal("notes.txt", ignored.GetProperty("item").GetString());
        Assert.Equal(1, demo.Result.Events("scanned").Single().GetProperty("ignored").GetInt32());
    }

    [Fact]
    public void The_output_holds_what_its_feed_names_and_nothing_else()
    {
        var files = Feed().SelectMany(item => item.GetProperty("files").EnumerateArray()).ToList();

        Assert.Equal(
            files.Select(NameOf).Append("feed.json").Order(StringComparer.Ordinal),
            Folders.Names(demo.Output));
        Assert.All(files, file => Assert.Equal(
            file.GetProperty("sha256").GetString(),
            Convert.ToHexStringLower(SHA256.HashData(
                File.ReadAllBytes(Path.Combine(demo.Output, NameOf(file)))))));
    }

    [Fact]
    public void The_feed_is_sorted_holds_every_item_once_and_says_what_served_it()
    {
        var items = Feed();
        var paths = items.Select(item => item.GetProperty("path").GetString()!).ToList();

        Assert.Equal(26, items.Count);
        Assert.Equal(paths.Distinct().Order(StringComparer.Ordinal), paths);
        Assert.All(items.SelectMany(item => item.GetProperty("files").EnumerateArray()), file =>
            Assert.Matches("^(anglesharp|libvips) [0-9]", file.GetProperty("servedBy").GetString()!));
        var festival = items.Single(item => item.GetProperty("path").GetString() == "harbour-festival.html");
        Assert.False(string.IsNullOrEmpty(festival.GetProperty("title").GetString()));
    }

    [Fact]
    public void Renditions_keep_to_their_edges()
    {
        var photos = Feed().Where(item => item.GetProperty("kind").GetString() == "photo").ToList();

        Assert.Equal(13, photos.Count);
        Assert.All(photos, photo => Assert.Equal(
            ["large.jpg", "medium.jpg", "small.jpg"],
            photo.GetProperty("files").EnumerateArray().Select(NameOf).Select(Path.GetFileName)));
        Assert.All(photos.SelectMany(photo => photo.GetProperty("files").EnumerateArray()), file => Assert.True(
            Math.Max(file.GetProperty("width").GetInt32(), file.GetProperty("height").GetInt32())
                <= (Path.GetFileNameWithoutExtension(NameOf(file)) switch
                {
                    "large" => 1600,
                    "medium" => 800,
                    _ => 320,
                })));
    }

    [Fact]
    public void Nothing_that_was_submitted_lies_in_the_data_folder_in_the_clear()
    {
        byte[][] secrets =
        [
            .. new[] { "harbour-festival", "application/ld+json", "Tidewaiters", "interrupted-copy", "ends early" }
                .Select(Encoding.UTF8.GetBytes),
        ];

        Assert.All(Directory.EnumerateFiles(demo.Data, "*", SearchOption.AllDirectories), file =>
        {
            var bytes = File.ReadAllBytes(file);
            Assert.All(secrets, secret => Assert.True(bytes.AsSpan().IndexOf(secret) < 0, file));
        });
    }

    [Fact]
    public async Task A_second_run_submits_and_repeats_nothing_and_gives_the_same_output()
    {
        using var folder = new TempFolder();
        var data = folder.Copy(demo.Data, "data");

        var again = (await CabinetProgram.RunAsync(
            "demo", "--data", data, "--output", folder.At("out"), "--json")).Succeeded();

        Assert.All(again.Events("submitted"), line => Assert.True(line.GetProperty("resumed").GetBoolean()));
        Assert.Empty(again.Events("stage"));
        Assert.Single(again.Events("deadLettered"));
        Assert.Equal(26, again.Lines[^1].GetProperty("summary").GetProperty("completed").GetInt32());
        Folders.AssertSame(demo.Output, folder.At("out"));
    }

    [Fact]
    public async Task A_killed_run_goes_on_where_it_was_and_ends_with_the_same_output()
    {
        using var folder = new TempFolder();
        await KillAsync(folder.At("data"), afterStages: 30);

        var rest = (await CabinetProgram.RunAsync(
            "demo", "--data", folder.At("data"), "--output", folder.At("out"), "--json")).Succeeded();

        var summary = rest.Lines[^1].GetProperty("summary");
        Assert.Equal(26, summary.GetProperty("completed").GetInt32());
        Assert.Equal(92, summary.GetProperty("jobs").GetInt32());
        Assert.InRange(rest.Events("stage").Count(), 1, 92 - 30);
        Folders.AssertSame(demo.Output, folder.At("out"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.At("data"), "blobs", "tmp")));
    }

    [Fact]
    public async Task A_run_that_is_asked_to_stop_says_so_and_the_next_one_finishes()
    {
        using var folder = new TempFolder();
        using var process = CabinetProgram.Start("demo", "--data", folder.At("data"), "--json");
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ReadStagesAsync(process, 10);

        Signals.Send(process, Signals.Interrupt);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await CabinetProgram.WaitAsync(process);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("interrupted", await errors, StringComparison.Ordinal);
        var rest = (await CabinetProgram.RunAsync("demo", "--data", folder.At("data"), "--json")).Succeeded();
        Assert.Equal(26, rest.Lines[^1].GetProperty("summary").GetProperty("completed").GetInt32());
    }

    [Fact]
    public async Task A_person_reads_figures_and_what_to_type_next()
    {
        using var folder = new TempFolder();
        var data = folder.Copy(demo.Data, "data");

        var shown = (await CabinetProgram.RunAsync("demo", "--data", data)).Succeeded();

        Assert.Contains("items            27, of which 26 completed", shown.Results, StringComparison.Ordinal);
        Assert.Contains($"next: cabinet dlq list --data {data}", shown.Results, StringComparison.Ordinal);
        Assert.Contains("left out: notes.txt", shown.Results, StringComparison.Ordinal);
        Assert.Empty(shown.Errors);
    }

    private static string NameOf(JsonElement file) => file.GetProperty("name").GetString()!;

    private static async Task KillAsync(string data, int afterStages)
    {
        using var process = CabinetProgram.Start("demo", "--data", data, "--json");
        await ReadStagesAsync(process, afterStages);
        process.Kill();
        await CabinetProgram.WaitAsync(process);
    }

    private static async Task ReadStagesAsync(Process process, int count)
    {
        for (var stages = 0; stages < count;)
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.True(line is not null, "The demo ended early.");
            stages += line.StartsWith("{\"event\":\"stage\"", StringComparison.Ordinal) ? 1 : 0;
        }
    }

    private List<JsonElement> Feed() =>
    [
        .. JsonElement.Parse(File.ReadAllBytes(Path.Combine(demo.Output, "feed.json")))
            .GetProperty("items").EnumerateArray(),
    ];
}
