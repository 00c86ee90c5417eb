namespace Cabinet.Host.Tests.Commands;

public sealed class DeadLetterCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string data;

    public DeadLetterCommandTests(FinishedDemo demo) => data = folder.Copy(demo.Data, "data");

    [Fact]
    public async Task List_names_the_broken_photograph_and_why()
    {
        var letter = Assert.Single((await RunAsync("list")).Lines);

        Assert.Equal("photo.prepare", letter.GetProperty("type").GetString());
        Assert.Equal("permanent", letter.GetProperty("reason").GetString());
        Assert.Contains("damaged", letter.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--reason", "permanent", 1)]
    [InlineData("--reason", "poison", 0)]
    [InlineData("--type", "photo.prepare", 1)]
    [InlineData("--type", "page.parse", 0)]
    [InlineData("--queue", "photos", 1)]
    [InlineData("--queue", "pages", 0)]
    public async Task List_takes_filters(string option, string value, int expected) =>
        Assert.Equal(expected, (await RunAsync("list", option, value)).Lines.Count);

    [Fact]
    public async Task Groups_and_preview_say_what_is_wrong_and_what_would_be_touched()
    {
        var group = Assert.Single((await RunAsync("groups")).Lines);
        var cause = group.GetProperty("cause").GetString()!;

        Assert.Equal(1, group.GetProperty("count").GetInt32());
        Assert.Single((await RunAsync("list", "--cause", cause)).Lines);
        Assert.Equal(
            1, Assert.Single((await RunAsync("preview", "--cause", cause)).Lines).GetProperty("count").GetInt32());
        Assert.Empty((await RunAsync("preview", "--until", "1h")).Lines);
        Assert.Single((await RunAsync("export", "--cause", cause)).Lines);
        Assert.Empty((await RunAsync("list", "--text", "no such text in any message")).Lines);
    }

    [Fact]
    public async Task Show_gives_label_errors_and_the_payload_only_when_asked()
    {
        var id = await FindAsync();

        var shown = Assert.Single((await RunAsync("show", id)).Lines);
        var withPayload = Assert.Single((await RunAsync("show", id, "--payload")).Lines);

        Assert.Equal("broken/interrupted-copy.jpg", shown.GetProperty("label").GetString());
        Assert.Equal(1, shown.GetProperty("errors").GetArrayLength());
        Assert.False(shown.TryGetProperty("payload", out _));
        Assert.Equal("broken/interrupted-copy.jpg", withPayload.GetProperty("payload").GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_redriven_job_runs_again_and_comes_back_for_the_same_reason()
    {
        var id = await FindAsync();

        await RunAsync("redrive", id);
        Assert.Empty((await RunAsync("list")).Lines);
        var again = (await CabinetProgram.RunAsync("demo", "--data", data, "--json")).Succeeded();

        Assert.Equal("deadLettered", Assert.Single(again.Events("stage")).GetProperty("outcome").GetString());
        Assert.Equal(id, await FindAsync());
    }

    [Fact]
    public async Task A_discarded_job_is_gone_and_its_task_has_failed()
    {
        var done = Assert.Single((await RunAsync("discard", "--all", "--reason", "permanent")).Lines);

        Assert.Equal(1, done.GetProperty("affected").GetInt32());
        Assert.Empty((await RunAsync("list")).Lines);
        var tasks = await CabinetProgram.RunAsync("tasks", "list", "--status", "failed", "--data", data, "--json");
        Assert.Equal("broken/interrupted-copy.jpg", Assert.Single(tasks.Lines).GetProperty("label").GetString());
    }

    [Fact]
    public async Task An_unknown_job_is_said_to_be_unknown()
    {
        var result = await CabinetProgram.RunAsync(
            "dlq", "redrive", "019a2f4e-5c1b-7d3e-8f00-0123456789ab", "--data", data, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("notFound", result.Error.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("redrive")]
    [InlineData("redrive", "--all", "019a2f4e-5c1b-7d3e-8f00-0123456789ab")]
    [InlineData("discard", "not-an-id")]
    [InlineData("discard", "--reason", "permanent", "019a2f4e-5c1b-7d3e-8f00-0123456789ab")]
    [InlineData("list", "--reason", "bogus")]
    public async Task What_does_not_say_which_jobs_are_meant_is_refused(params string[] arguments)
    {
        var result = await CabinetProgram.RunAsync(["dlq", .. arguments, "--data", data]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("cabinet: ", result.Errors, StringComparison.Ordinal);
        Assert.Single((await RunAsync("list")).Lines);
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> FindAsync() =>
        Assert.Single((await RunAsync("list")).Lines).GetProperty("id").GetString()!;

    private async Task<ProgramResult> RunAsync(params string[] arguments) =>
        (await CabinetProgram.RunAsync(["dlq", .. arguments, "--data", data, "--json"])).Succeeded();
}
