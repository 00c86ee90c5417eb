namespace Cabinet.Host.Tests.Commands;

public sealed class TaskCommandTests(FinishedDemo demo)
{
    [Fact]
    public async Task List_knows_every_item_by_its_label()
    {
        var tasks = (await RunAsync("tasks", "list")).Lines;

        Assert.Equal(27, tasks.Count);
        Assert.Contains(tasks, task => task.GetProperty("label").GetString() == "guides/low-water.html");
    }

    [Fact]
    public async Task Pages_of_a_list_follow_one_another()
    {
        var first = (await RunAsync("tasks", "list", "--limit", "20")).Lines;
        var second = (await RunAsync("tasks", "list", "--limit", "20", "--after", Id(first[^1]))).Lines;

        Assert.Equal(20, first.Count);
        Assert.Equal(7, second.Count);
        Assert.Empty(first.Select(Id).Intersect(second.Select(Id)));
    }

    [Fact]
    public async Task Show_tells_the_stages_of_a_photograph()
    {
        var photos = await RunAsync("tasks", "list", "--pipeline", "photo", "--status", "completed", "--limit", "1");

        var shown = Assert.Single((await RunAsync("tasks", "show", Id(photos.Lines[0]))).Lines);

        Assert.Equal(
            [("prepare", 1), ("render", 3), ("publish", 1)],
            shown.GetProperty("stages").EnumerateArray().Select(stage =>
                (stage.GetProperty("name").GetString()!, stage.GetProperty("succeeded").GetInt32())));
    }

    [Fact]
    public async Task A_completed_task_refuses_to_be_cancelled()
    {
        var task = (await RunAsync("tasks", "list", "--status", "completed", "--limit", "1")).Lines[0];

        var result = await CabinetProgram.RunAsync("tasks", "cancel", Id(task), "--data", demo.Data, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("refused", result.Error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task When_nothing_waits_there_are_no_jobs() => Assert.Empty((await RunAsync("jobs", "list")).Lines);

    [Fact]
    public async Task A_dead_lettered_job_is_found_where_it_is()
    {
        var letter = (await RunAsync("dlq", "list")).Lines[0];

        var result = await CabinetProgram.RunAsync("jobs", "show", Id(letter), "--data", demo.Data, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("dlq show", result.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_up_to_date_and_as_the_migrations_made_it()
    {
        var verified = Assert.Single((await RunAsync("db", "verify")).Lines);

        Assert.Equal(verified.GetProperty("latest").GetInt32(), verified.GetProperty("current").GetInt32());
        Assert.Equal(0, verified.GetProperty("drift").GetArrayLength());
    }

    [Fact]
    public async Task Where_there_is_no_store_none_is_made()
    {
        using var folder = new TempFolder();

        var result = await CabinetProgram.RunAsync("tasks", "list", "--data", folder.At("data"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("noStore", result.Error.GetProperty("code").GetString());
        Assert.False(Directory.Exists(folder.At("data")));
    }

    [Fact]
    public async Task A_store_without_its_root_key_is_refused_with_what_to_do()
    {
        using var folder = new TempFolder();
        var data = folder.Copy(demo.Data, "data");
        File.Delete(Path.Combine(data, "root.key"));

        var result = await CabinetProgram.RunAsync("tasks", "list", "--data", data, "--json");

        Assert.Equal(4, result.ExitCode);
        Assert.Equal("rootKey", result.Error.GetProperty("code").GetString());
        Assert.False(File.Exists(Path.Combine(data, "root.key")));
    }

    private static string Id(System.Text.Json.JsonElement line) => line.GetProperty("id").GetString()!;

    private async Task<ProgramResult> RunAsync(params string[] arguments) =>
        (await CabinetProgram.RunAsync([.. arguments, "--data", demo.Data, "--json"])).Succeeded();
}
