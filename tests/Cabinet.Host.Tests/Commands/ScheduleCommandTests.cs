using System.Text.Json;

namespace Cabinet.Host.Tests.Commands;

public sealed class ScheduleCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private string[] store;

    public ScheduleCommandTests(FinishedDemo demo) => store = ["--data", folder.Copy(demo.Data, "data")];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_schedule_lives_its_whole_life(string kind)
    {
        await using var server = kind == "postgres" ? await ServerStore.StartAsync() : null;
        store = server is null ? store : [.. store, "--store", server.ConnectionString];
        if (server is not null)
        {
            // The ring comes with the first command that may make a store.
            await RunAsync("submit", folder.Write("page.html", "<!doctype html><title>A page</title>"));
        }

        await RunAsync(
            "schedules", "add", "nightly", "--cron", "0 3 * * *", "--zone", "Europe/Berlin", "--type", "report.send",
            "--queue", "reports", "--payload", """{"to":"all"}""", "--misfire", "skip", "--reason", "accounting asks");
        var shown = Assert.Single((await RunAsync("schedules", "show", "nightly")).Lines);
        Assert.Equal(("nightly", "reports", "skip", false), (
            Text(shown, "name"), Text(shown, "queue"), Text(shown, "misfire"), shown.GetProperty("paused").GetBoolean()));
        Assert.Contains("Europe/Berlin", Text(shown, "timing"), StringComparison.Ordinal);
        Assert.Equal("nightly", Text(Assert.Single((await RunAsync("schedules", "list")).Lines), "name"));
        var ticks = (await RunAsync("schedules", "next", "nightly", "--count", "3")).Lines
            .Select(tick => tick.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.Equal(3, ticks.Count);
        Assert.Equal(shown.GetProperty("nextAt").GetDateTimeOffset(), ticks[0]);
        Assert.All(ticks, tick => Assert.Contains(tick.UtcDateTime.Hour, new[] { 1, 2 }));

        await RunAsync("schedules", "pause", "nightly", "--reason", "holidays");
        Assert.True(Assert.Single((await RunAsync("schedules", "show", "nightly")).Lines).GetProperty("paused").GetBoolean());
        await RefusedAsync("schedules", "pause", "nightly");
        await RunAsync("schedules", "resume", "nightly");
        await RefusedAsync("schedules", "resume", "nightly");

        await RunAsync("schedules", "run", "nightly", "--reason", "the boss waits");
        var job = Assert.Single((await RunAsync("jobs", "list", "--queue", "reports")).Lines);
        Assert.Equal("report.send", Text(job, "type"));
        var payload = Assert.Single((await RunAsync("jobs", "show", Text(job, "id"), "--payload")).Lines);
        Assert.Equal("all", payload.GetProperty("payload").GetProperty("to").GetString());

        await RunAsync("schedules", "remove", "nightly");
        Assert.Empty((await RunAsync("schedules", "list")).Lines);
        Assert.Single((await RunAsync("jobs", "list", "--queue", "reports")).Lines);
        Assert.Equal(
            ["schedule.added", "schedule.paused", "schedule.resumed", "schedule.run-now", "schedule.removed"],
            (await RunAsync("audit", "tail")).Lines.Select(line => Text(line.GetProperty("entry"), "action"))
                .Where(action => action.StartsWith("schedule.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("show")]
    [InlineData("next")]
    [InlineData("pause")]
    public async Task One_that_is_not_there_is_not_found(string command)
    {
        var result = await CabinetProgram.RunAsync(["schedules", command, "nobody", .. store, "--json"]);

        Assert.Equal((1, "notFound"), (result.ExitCode, Text(result.Error, "code")));
    }

    [Theory]
    [InlineData("Say when")]
    [InlineData("badSchedule", "--cron", "61 * * * *")]
    [InlineData("badSchedule", "--cron", "0 3 * * *", "--zone", "Atlantis/Capital")]
    [InlineData("badSchedule", "--every", "often")]
    [InlineData("badSchedule", "--every", "00:00:00.5")]
    [InlineData("badSchedule", "--at", "tomorrow")]
    [InlineData("badSchedule", "--every", "01:00:00", "--payload", "{")]
    public async Task What_can_not_be_a_schedule_is_refused_in_words(string expected, params string[] timing)
    {
        var result = await CabinetProgram.RunAsync(
            ["schedules", "add", "odd", .. timing, "--type", "report.send", "--queue", "reports", .. store, "--json"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_nobody_knows_needs_its_queue()
    {
        var result = await CabinetProgram.RunAsync(
            ["schedules", "add", "odd", "--every", "01:00:00", "--type", "report.send", .. store, "--json"]);

        Assert.Equal((2, "badSchedule"), (result.ExitCode, Text(result.Error, "code")));
        Assert.Contains("say its --queue", Text(result.Error, "message"), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static string Text(JsonElement element, string property) =>
        element.GetProperty(property).GetString()!;

    private async Task RefusedAsync(params string[] command)
    {
        var result = await CabinetProgram.RunAsync([.. command, .. store, "--json"]);
        Assert.Equal((1, "refused"), (result.ExitCode, Text(result.Error, "code")));
    }

    private async Task<ProgramResult> RunAsync(params string[] command) =>
        (await CabinetProgram.RunAsync([.. command, .. store, "--json"])).Succeeded();
}
