using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cabinet.Host.Tests.Commands;

public sealed partial class ServeTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_is_live_and_ready_works_on_what_is_submitted_and_leaves_gracefully()
    {
        using var node = await RunningNode.StartAsync(folder.At("data"));

        var live = await node.Client.GetAsync("/health/live", Cancellation);
        var submitted = (await RunAsync("submit", CabinetProgram.Samples)).Lines;
        await WaitForEndAsync();
        var ready = await node.Client.GetAsync("/health/ready", Cancellation);
        var metrics = await node.Client.GetStringAsync("/metrics", Cancellation);
        var (exitCode, log) = await node.StopAsync();

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(28, submitted.Count);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        AssertHealthy(JsonElement.Parse(await ready.Content.ReadAsStringAsync(Cancellation)));
        AssertMetrics(metrics);
        Assert.Equal(0, exitCode);
        AssertTellsNothing(metrics);
        AssertTellsNothing(log);
        Assert.Equal(26, (await RunAsync("tasks", "list", "--status", "completed")).Lines.Count);
    }

    [Fact]
    public async Task A_second_node_on_the_same_folder_is_refused_with_3()
    {
        using var node = await RunningNode.StartAsync(folder.At("data"));

        foreach (var arguments in new string[][] { ["serve", "--listen", "127.0.0.1:0"], ["demo"] })
        {
            var second = await CabinetProgram.RunAsync([.. arguments, "--data", folder.At("data")]);

            Assert.Equal(3, second.ExitCode);
            Assert.Contains("belongs to another node", second.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", second.Errors, StringComparison.Ordinal);
        }

        Assert.Empty((await RunAsync("tasks", "list")).Lines);
    }

    [Fact]
    public async Task It_answers_reads_of_its_own_names_and_nothing_else()
    {
        using var node = await RunningNode.StartAsync(folder.At("data"));
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        foreign.Headers.Host = "example.org";

        var elsewhere = await node.Client.GetAsync("/", Cancellation);
        var written = await node.Client.PostAsync("/metrics", null, Cancellation);
        var misdirected = await node.Client.SendAsync(foreign, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, written.StatusCode);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, misdirected.StatusCode);
    }

    [Theory]
    [InlineData("0.0.0.0:9464", "remoteListen")]
    [InlineData("192.0.2.1:9464", "remoteListen")]
    [InlineData("[::]:9464", "remoteListen")]
    [InlineData("127.0.0.1", "badListen")]
    [InlineData("example.org:80", "badListen")]
    public async Task An_address_that_others_reach_is_refused_unless_it_is_allowed(string address, string code)
    {
        var result = await CabinetProgram.RunAsync("serve", "--data", folder.At("data"), "--listen", address, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(code, result.Error.GetProperty("code").GetString());
    }

    public void Dispose() => folder.Dispose();

    // A line of Prometheus's text format: name, labels, value, perhaps a time.
    [GeneratedRegex(
        """^[a-zA-Z_:]\w*(\{([a-zA-Z_]\w*="([^"\\\n]|\\[\\"n])*",?)*\})? (?<value>\S+)( [0-9]+)?$""")]
    private static partial Regex Sample();

    private static void AssertHealthy(JsonElement ready)
    {
        Assert.Equal("healthy", ready.GetProperty("status").GetString());
        var checks = ready.GetProperty("checks").EnumerateArray().ToList();
        Assert.Contains(checks, check => check.GetProperty("name").GetString() == "node");
        Assert.All(checks, check =>
            Assert.False(string.IsNullOrEmpty(check.GetProperty("message").GetString())));
    }

    private static void AssertMetrics(string metrics)
    {
        var lines = metrics.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var samples = lines.Where(line => !line.StartsWith('#')).ToList();
        Assert.All(samples, line => Assert.Matches(Sample(), line));
        Assert.Equal(26, Sum(samples, "cabinet_tasks_completed_total"));
        Assert.Equal(1, Sum(samples, "cabinet_tasks_failed_total"));
        Assert.Equal(91, Sum(samples, "messaging_process_duration_seconds_count", "error_type"));
        Assert.Equal(1, Sum(samples, "cabinet_queue_dead_letters_total"));
    }

    private static double Sum(IEnumerable<string> samples, string name, string? without = null) => samples
        .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal))
        .Where(line => without is null || !line.Contains(without, StringComparison.Ordinal))
        .Sum(line => double.Parse(Sample().Match(line).Groups["value"].Value, CultureInfo.InvariantCulture));

    private void AssertTellsNothing(string text)
    {
        var key = File.ReadAllText(Path.Combine(folder.At("data"), "root.key")).Trim();
        Assert.All(
            [key, "harbour", "lighthouse", "Kittiwake", "interrupted-copy", "JPEG data ends"],
            secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }

    private async Task WaitForEndAsync()
    {
        while ((await RunAsync("tasks", "list", "--status", "running", "--limit", "1")).Lines.Count > 0)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<ProgramResult> RunAsync(params string[] arguments) =>
        (await CabinetProgram.RunAsync([.. arguments, "--data", folder.At("data"), "--json"])).Succeeded();
}
