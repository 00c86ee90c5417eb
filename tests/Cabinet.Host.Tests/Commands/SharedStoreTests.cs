namespace Cabinet.Host.Tests.Commands;

public sealed class SharedStoreTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task Two_nodes_share_a_store_and_the_second_finishes_what_the_first_died_over()
    {
        await using var store = await ServerStore.StartAsync();
        using var first = await RunningNode.StartAsync(folder.At("data"), "--store", store.ConnectionString);
        using var second = await RunningNode.StartAsync(folder.At("data"), "--store", store.ConnectionString);

        var submitted = await RunAsync(store, "submit", CabinetProgram.Samples);
        first.Kill();
        while ((await RunAsync(store, "tasks", "list", "--status", "running", "--limit", "1")).Lines.Count > 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.Equal(28, submitted.Lines.Count);
        Assert.Equal(26, (await RunAsync(store, "tasks", "list", "--status", "completed")).Lines.Count);
        Assert.Single((await RunAsync(store, "dlq", "list")).Lines);
        Assert.NotEmpty((await RunAsync(store, "keys", "list")).Lines);
        await RunAsync(store, "audit", "verify");
        await RunAsync(store, "jobs", "list");
        Assert.Equal(0, (await second.StopAsync()).ExitCode);
        Assert.False(File.Exists(Path.Combine(folder.At("data"), "cabinet.db")));
    }

    [Fact]
    public async Task The_schema_is_shown_made_and_verified_also_by_way_of_the_environment()
    {
        await using var store = await ServerStore.StartAsync();
        var address = $"{store.ConnectionString};Schema=shop;Password=planted-password";
        var variables = new Dictionary<string, string> { ["CABINET_STORE"] = address };

        var before = (await CabinetProgram.RunAsync(variables, "db", "status", "--json")).Succeeded();
        var early = await CabinetProgram.RunAsync(variables, "jobs", "list", "--json");
        await CabinetProgram.RunAsync(variables, "db", "migrate");
        var verified = (await CabinetProgram.RunAsync(variables, "db", "verify")).Succeeded();

        Assert.Equal(0, before.Lines.Single().GetProperty("current").GetInt32());
        Assert.Equal("schemaMismatch", early.Error.GetProperty("code").GetString());
        Assert.Contains("schema shop", verified.Results, StringComparison.Ordinal);
        Assert.Equal(1, await store.ReadAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname = 'shop'"));
        Assert.All(
            [before.Results, before.Errors, early.Errors, verified.Results, verified.Errors],
            text => Assert.DoesNotContain("planted-password", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_without_the_store_s_root_key_refuses_to_start_and_makes_none()
    {
        await using var store = await ServerStore.StartAsync();
        await RunAsync(store, "submit", folder.Write("page.html", "<!doctype html><title>A page</title>"));
        string[] serve = ["serve", "--store", store.ConnectionString, "--data", folder.At("other"), "--listen"];
        var another = new Dictionary<string, string> { ["CABINET_ROOT_KEY"] = Convert.ToBase64String(new byte[32]) };

        var missing = await CabinetProgram.RunAsync([.. serve, "127.0.0.1:0", "--json"]);
        var wrong = await CabinetProgram.RunAsync(another, [.. serve, "127.0.0.1:0", "--json"]);

        Assert.Equal(4, missing.ExitCode);
        Assert.Contains("every node needs the same one", missing.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.At("other"), "root.key")));
        Assert.Equal(4, wrong.ExitCode);
        Assert.Contains("every one needs the same root key", wrong.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server.example.org/database")]
    [InlineData("Host=a;Pasword=planted-password")]
    [InlineData("postgres://user:planted-password@/database")]
    [InlineData("sqlite:")]
    public async Task A_store_that_is_not_understood_is_refused_without_being_quoted(string store)
    {
        var result = await CabinetProgram.RunAsync(
            "jobs", "list", "--store", store, "--data", folder.At("data"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("badStore", result.Error.GetProperty("code").GetString());
        Assert.DoesNotContain("planted-password", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("data")));
    }

    public void Dispose() => folder.Dispose();

    private async Task<ProgramResult> RunAsync(ServerStore store, params string[] arguments) => (await CabinetProgram.RunAsync(
        [.. arguments, "--data", folder.At("data"), "--store", store.ConnectionString, "--json"])).Succeeded();
}
