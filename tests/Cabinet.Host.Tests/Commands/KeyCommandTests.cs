using System.Text.Json;

namespace Cabinet.Host.Tests.Commands;

public sealed class KeyCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string data;

    public KeyCommandTests(FinishedDemo demo) => data = folder.Copy(demo.Data, "data");

    [Fact]
    public async Task Without_a_node_a_rotation_takes_effect_at_once()
    {
        var old = await ActiveAsync();

        var done = Assert.Single((await RunAsync("rotate", "--reason", "the yearly rotation")).Lines);

        Assert.Equal("active", Text(done, "state"));
        Assert.Equal(await ActiveAsync(), Text(done, "key"));
        Assert.NotEqual(old, Text(done, "key"));
        var status = (await RunAsync("status", "--purpose", "content")).Lines;
        var retired = Assert.Single(status, key => Text(key, "state") == "retired");
        Assert.Equal(old, Text(retired, "key"));
        Assert.Contains(
            retired.GetProperty("contents").EnumerateArray(), count => Text(count, "holding") == "store");
    }

    [Fact]
    public async Task What_is_in_use_is_not_destroyed()
    {
        var old = await ActiveAsync();
        await RunAsync("rotate", "--reason", "why");

        var refused = await CabinetProgram.RunAsync(
            "keys", "destroy", old, "--reason", "too early", "--yes", "--data", data, "--json");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("in blobs", Text(refused.Error, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_running_node_a_key_lives_its_whole_life()
    {
        using var node = await RunningNode.StartAsync(data);
        var first = Assert.Single((await RunAsync("rotate", "--purpose", "webhook", "--reason", "a receiver", "--wait")).Lines);
        var second = Assert.Single((await RunAsync("rotate", "--purpose", "webhook", "--reason", "it leaked", "--wait")).Lines);
        Assert.Equal("active", Text(second, "state"));

        var key = Text(first, "key");
        var gone = Assert.Single(
            (await RunAsync("destroy", key, "--reason", "it leaked", "--yes", "--wait")).Lines);

        Assert.Equal("destroyed", Text(gone, "state"));
        var exported = (await RunAsync("export-public", "--purpose", "webhook")).Lines;
        Assert.Equal(["destroyed", "active"], exported.Select(line => Text(line, "state")));
        Assert.All(exported, line => Assert.Contains("BEGIN PUBLIC KEY", Text(line, "pem"), StringComparison.Ordinal));
        Assert.Equal(0, (await node.StopAsync()).ExitCode);
    }

    [Theory]
    [InlineData(2, "rotate")]
    [InlineData(2, "rotate", "--reason", " ")]
    [InlineData(2, "rotate", "--purpose", "bogus", "--reason", "why")]
    [InlineData(1, "rotate", "--purpose", "digest", "--reason", "why")]
    [InlineData(2, "destroy", "0123456789abcdef0123456789abcdef/1", "--reason", "why")]
    [InlineData(2, "destroy", "not-a-key", "--reason", "why", "--yes")]
    [InlineData(1, "destroy", "0123456789abcdef0123456789abcdef/1", "--reason", "why", "--yes")]
    [InlineData(1, "retire", "0123456789abcdef0123456789abcdef/1", "--reason", "why")]
    [InlineData(1, "export-public", "--purpose", "content")]
    [InlineData(1, "export-public", "--purpose", "exchange")]
    public async Task What_can_not_be_is_refused_in_words(int exitCode, params string[] arguments)
    {
        var result = await CabinetProgram.RunAsync(["keys", .. arguments, "--data", data]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("cabinet: ", result.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> ActiveAsync() => Text(
        (await RunAsync("list", "--purpose", "content")).Lines.Single(key => Text(key, "state") == "active"), "key");

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private async Task<ProgramResult> RunAsync(params string[] arguments) =>
        (await CabinetProgram.RunAsync(["keys", .. arguments, "--data", data, "--json"])).Succeeded();
}
