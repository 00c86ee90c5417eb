namespace Cabinet.Host.Tests.Commands;

public sealed class RootKeyCommandTests(FinishedDemo demo) : IDisposable
{
    private readonly TempFolder folder = new();

    private string Data => folder.At("data");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_replaced_root_key_opens_everything_beside_a_running_node_and_after_it()
    {
        folder.Copy(demo.Data, "data");
        using var node = await RunningNode.StartAsync(Data);

        var replaced = await RunAsync("keys", "root", "replace", "--reason", "rehearsal");
        Assert.Equal(0, replaced.ExitCode);
        var line = Assert.Single(replaced.Lines);

        var listed = await RunAsync("tasks", "list");
        Assert.Contains(listed.Lines, task => task.GetProperty("label").GetString() == "guides/low-water.html");
        Assert.Equal(0, (await node.StopAsync()).ExitCode);
        var status = (await RunAsync("keys", "root", "status")).Lines;
        Assert.Equal(
            [("current", line.GetProperty("to").GetString()), ("old", line.GetProperty("from").GetString())],
            status.Select(key => (key.GetProperty("role").GetString()!, key.GetProperty("id").GetString())));
        Assert.True(status[0].GetProperty("versions").GetInt32() >= 3);
        Assert.Equal(0, status[1].GetProperty("versions").GetInt32());
    }

    [Fact]
    public async Task Without_the_new_root_key_the_old_one_opens_nothing_and_the_error_says_what_to_do()
    {
        folder.Copy(demo.Data, "data");
        var old = await File.ReadAllBytesAsync(Path.Combine(Data, "root.key"), TestContext.Current.CancellationToken);
        await RunAsync("keys", "root", "replace", "--reason", "rehearsal");
        foreach (var file in Directory.GetFiles(Data, "root.key.old-*"))
        {
            File.Delete(file);
        }

        await File.WriteAllBytesAsync(Path.Combine(Data, "root.key"), old, TestContext.Current.CancellationToken);

        var result = await RunAsync("tasks", "list");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("root key", result.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_is_required()
    {
        folder.Copy(demo.Data, "data");

        Assert.Equal(2, (await RunAsync("keys", "root", "replace")).ExitCode);
        Assert.Equal(1, (await RunAsync("keys", "root", "replace", "--reason", " ")).ExitCode);
        Assert.Single((await RunAsync("keys", "root", "status")).Lines);
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) =>
        CabinetProgram.RunAsync([.. arguments, "--data", Data, "--json"]);
}
