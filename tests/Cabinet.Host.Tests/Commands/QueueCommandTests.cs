using System.Text.Json;

namespace Cabinet.Host.Tests.Commands;

public sealed class QueueCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string data;

    public QueueCommandTests(FinishedDemo demo) => data = folder.Copy(demo.Data, "data");

    [Fact]
    public async Task A_store_without_waiting_jobs_lists_what_ended_lately()
    {
        var queues = (await RunAsync("queues", "list")).Lines;

        Assert.NotEmpty(queues);
        Assert.All(queues, queue => Assert.Equal(0, queue.GetProperty("available").GetInt64()));
        Assert.Contains(
            queues, queue => queue.GetProperty("lastHour").GetProperty("endedPerMinute").GetDouble() > 0);
        Assert.Empty(await SetAsync());
    }

    [Fact]
    public async Task A_paused_queue_is_listed_and_on_record_until_it_is_resumed()
    {
        await RunAsync("queues", "pause", "photos", "--reason", "the printer is on fire");

        var queue = Assert.Single(await SetAsync());
        Assert.Equal(("photos", true), (queue.GetProperty("queue").GetString(), queue.GetProperty("paused").GetBoolean()));
        var paused = Assert.Single(await RecordedAsync("queue.paused"));
        Assert.Equal("photos", paused.GetProperty("subject").GetString());
        Assert.Equal("the printer is on fire", paused.GetProperty("reason").GetString());

        await RefusedAsync("It is paused already.", "queues", "pause", "photos");
        await RunAsync("queues", "resume", "photos");
        await RefusedAsync("It isn't paused.", "queues", "resume", "photos");

        Assert.Empty(await SetAsync());
        Assert.Single(await RecordedAsync("queue.resumed"));
    }

    [Fact]
    public async Task Limits_are_set_one_by_one_and_taken_away()
    {
        await RunAsync("queues", "limit", "photos", "--running", "20");
        await RunAsync("queues", "limit", "photos", "--partition-running", "2");
        Assert.Equal((20, 2), Limits(await ShowAsync()));

        await RunAsync("queues", "limit", "photos", "--running", "none");
        Assert.Equal((null, 2), Limits(await ShowAsync()));
        Assert.Equal(
            "none", (await RecordedAsync("queue.limited"))[^1].GetProperty("details").GetProperty("maximumRunning").GetString());
    }

    [Fact]
    public async Task Order_and_rates_are_set_shown_and_taken_away()
    {
        await RunAsync("queues", "limit", "photos", "--ordered", "yes", "--rate", "100/1m:10");
        await RunAsync("queues", "limit", "photos", "--partition-rate", "7/2h");
        var queue = await ShowAsync();
        Assert.True(queue.GetProperty("ordered").GetBoolean());
        Assert.Equal("100/1m:10", queue.GetProperty("rate").GetString());
        Assert.Equal("7/2h", queue.GetProperty("ratePerPartition").GetString());
        var details = (await RecordedAsync("queue.limited"))[^1].GetProperty("details");
        Assert.Equal("100 each 00:01:00, 10 at once", details.GetProperty("rate").GetString());

        await RunAsync("queues", "limit", "photos", "--ordered", "no", "--rate", "none", "--partition-rate", "none");
        Assert.Empty(await SetAsync());
    }

    [Fact]
    public async Task Limits_of_a_type_are_set_shown_and_taken_away()
    {
        await RunAsync("queues", "limit", "photos", "--running", "20");
        await RunAsync("queues", "limit", "photos", "--type", "photo.scale", "--running", "3");
        await RunAsync("queues", "limit", "photos", "--type", "photo.scale", "--rate", "100/1m:10");
        await RunAsync("queues", "limit", "photos", "--type", "photo.blur", "--running", "1");
        var queue = await ShowAsync();
        Assert.Equal((20, null), Limits(queue));
        var types = queue.GetProperty("types").EnumerateArray().ToList();
        Assert.Equal(["photo.blur", "photo.scale"], types.Select(type => type.GetProperty("type").GetString()));
        Assert.Equal(3, types[1].GetProperty("maximumRunning").GetInt32());
        Assert.Equal("100/1m:10", types[1].GetProperty("rate").GetString());
        var details = (await RecordedAsync("queue.limited"))[^2].GetProperty("details");
        Assert.Equal("photo.scale", details.GetProperty("type").GetString());
        Assert.Equal("3", details.GetProperty("maximumRunning").GetString());

        var shown = await CabinetProgram.RunAsync("queues", "show", "photos", "--data", data);
        Assert.Contains("3 at once, 100/1m:10", shown.Results, StringComparison.Ordinal);
        var listed = await CabinetProgram.RunAsync("queues", "list", "--data", data);
        Assert.Contains("photo.blur 1 at once; photo.scale 3 at once", listed.Results, StringComparison.Ordinal);

        await RunAsync("queues", "limit", "photos", "--running", "none");
        await RunAsync("queues", "limit", "photos", "--type", "photo.blur", "--running", "none");
        await RunAsync("queues", "limit", "photos", "--type", "photo.scale", "--running", "none", "--rate", "none");
        Assert.Empty(await SetAsync());
    }

    [Theory]
    [InlineData("--ordered", "yes", "photo.scale", "--ordered is for a whole queue. With --type, --running and --rate can be set.")]
    [InlineData("--partition-running", "1", "photo.scale", "--partition-running is for a whole queue.")]
    [InlineData("--running", "1", "Photo Scale", "--type is 'Photo Scale'; a name has 1 to 100 characters")]
    public async Task What_a_type_cannot_have_is_refused(string option, string value, string type, string says)
    {
        var result = await CabinetProgram.RunAsync(
            "queues", "limit", "photos", "--type", type, option, value, "--data", data, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("0/1s")]
    [InlineData("1/999ms")]
    [InlineData("1/25h")]
    [InlineData("1/1m:0")]
    [InlineData("1/1m:1:1")]
    [InlineData("1/99999999999d")]
    public async Task A_rate_that_is_none_is_refused_with_what_is_allowed(string rate)
    {
        var result = await CabinetProgram.RunAsync("queues", "limit", "photos", "--rate", rate, "--data", data, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            $"--rate is '{rate}'; allowed is a count and a time, as in 100/1m",
            result.Error.GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1000001")]
    [InlineData("many")]
    public async Task A_limit_outside_its_range_is_refused_with_what_is_allowed(string limit)
    {
        var result = await CabinetProgram.RunAsync(
            "queues", "limit", "photos", "--running", limit, "--data", data, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            $"--running is '{limit}'; allowed is a whole number from 1 to 1000000, or 'none'.",
            result.Error.GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_jobs_is_remarked_because_it_may_be_misspelt()
    {
        var result = await CabinetProgram.RunAsync("queues", "pause", "fotos", "--data", data);

        Assert.Equal(0, result.Succeeded().ExitCode);
        Assert.Contains("Queue fotos has no jobs now", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_node_claims_nothing_of_a_paused_queue_and_goes_on_when_it_is_resumed()
    {
        using var node = await RunningNode.StartAsync(data);
        var letter = Assert.Single((await RunAsync("dlq", "list")).Lines).GetProperty("id").GetString()!;
        var drained = Assert.Single((await RunAsync("queues", "drain", "photos", "--reason", "maintenance")).Lines);
        Assert.Equal((0, true), (drained.GetProperty("running").GetInt32(), drained.GetProperty("paused").GetBoolean()));

        await RunAsync("dlq", "redrive", letter);

        // The node polls five times a second; what it hasn't claimed while another program started and ended, it won't.
        Assert.Equal(1, (await ShowAsync()).GetProperty("available").GetInt32());
        Assert.Empty((await RunAsync("dlq", "list")).Lines);

        await RunAsync("queues", "resume", "photos");
        while ((await RunAsync("dlq", "list")).Lines.Count == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.Equal(0, (await ShowAsync()).GetProperty("available").GetInt32());
        Assert.Equal(0, (await node.StopAsync()).ExitCode);
    }

    public void Dispose() => folder.Dispose();

    private async Task<IReadOnlyList<JsonElement>> SetAsync() =>
    [
        .. (await RunAsync("queues", "list")).Lines.Where(queue => queue.GetProperty("paused").GetBoolean()
            || queue.GetProperty("ordered").GetBoolean() || queue.TryGetProperty("rate", out _)
            || queue.TryGetProperty("ratePerPartition", out _) || queue.TryGetProperty("maximumRunning", out _)
            || queue.GetProperty("types").GetArrayLength() > 0),
    ];

    private static (int? Running, int? Partition) Limits(JsonElement queue) => (
        queue.TryGetProperty("maximumRunning", out var running) ? running.GetInt32() : null,
        queue.TryGetProperty("maximumRunningPerPartition", out var partition) ? partition.GetInt32() : null);

    private async Task<JsonElement[]> RecordedAsync(string action) =>
    [
        .. (await RunAsync("audit", "tail")).Lines
            .Select(line => line.GetProperty("entry"))
            .Where(entry => entry.GetProperty("action").GetString() == action),
    ];

    private async Task<JsonElement> ShowAsync() =>
        Assert.Single((await RunAsync("queues", "show", "photos")).Lines);

    private async Task RefusedAsync(string why, params string[] command)
    {
        var result = await CabinetProgram.RunAsync([.. command, "--data", data, "--json"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(why, result.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task<ProgramResult> RunAsync(params string[] command) =>
        (await CabinetProgram.RunAsync([.. command, "--data", data, "--json"])).Succeeded();
}
