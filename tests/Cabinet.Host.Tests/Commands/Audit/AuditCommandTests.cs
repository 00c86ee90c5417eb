using System.Text.Json;

namespace Cabinet.Host.Tests.Commands.Audit;

public sealed class AuditCommandTests(AuditedStore store) : IClassFixture<AuditedStore>, IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task Tail_shows_what_was_done_and_why_without_its_secrets()
    {
        var line = Assert.Single((await RunAsync("tail", "--action", "dead-letter.redriven", "--json")).Lines);

        var entry = line.GetProperty("entry");
        Assert.Equal("local operator", entry.GetProperty("actor").GetString());
        Assert.Equal("token=[redacted], disk replaced", entry.GetProperty("reason").GetString());
        Assert.DoesNotContain("hunter2", (await RunAsync("tail", "--last", "1000")).Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_takes_how_many_and_a_group_of_actions()
    {
        var keys = (await RunAsync("tail", "--action", "key.", "--json")).Lines;

        Assert.Equal(3, keys.Count);
        Assert.All(keys, line => Assert.Equal("key.created", Text(line, "action")));
        Assert.Equal(2, (await RunAsync("tail", "--last", "2", "--json")).Lines.Count);
        Assert.Equal(store.Count - 1, (await RunAsync("tail", "--last", "1", "--json")).Lines[0].GetProperty("index").GetInt32());
    }

    [Fact]
    public async Task Tail_follows_until_it_is_stopped()
    {
        var data = folder.Copy(store.Data, "data");
        using var tail = CabinetProgram.Start("audit", "tail", "--last", "1", "--follow", "--json", "--data", data);
        var first = await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        AuditedStore.Plant(data, "while it follows", 1);
        var second = await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Signals.Send(tail, Signals.Terminate);
        await CabinetProgram.WaitAsync(tail);

        Assert.NotEqual(first, second);
        Assert.Equal("while it follows 0", Text(JsonElement.Parse(second!), "reason"));
        Assert.Equal(130, tail.ExitCode);
    }

    [Fact]
    public async Task An_entry_is_proven_to_somebody_without_the_store()
    {
        var entry = Text((await RunAsync("tail", "--action", "dead-letter.redriven", "--json")).Lines[0], "id");
        var key = (await RunAsync("checkpoint", "--json")).Lines[0].GetProperty("verifierKeys")[0].GetString()!;
        var proof = folder.Write("entry.tlog-proof", (await RunAsync("prove", "--entry", entry)).Results);
        var keys = folder.Write("store.vkey", key + "\n");

        var judged = (await CabinetProgram.RunAsync("audit", "prove", "--check", proof, "--vkey", keys, "--json")).Succeeded();
        var line = Assert.Single(judged.Lines);
        Assert.True(line.GetProperty("signed").GetBoolean());
        Assert.Equal(entry, Text(line, "id"));

        File.WriteAllText(proof, File.ReadAllText(proof).Replace("index ", "index 1", StringComparison.Ordinal));
        var wrong = await CabinetProgram.RunAsync("audit", "prove", "--check", proof, "--vkey", keys, "--json");
        Assert.Equal(5, wrong.ExitCode);
        Assert.Equal("notVerified", wrong.Error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Growth_is_proven_against_a_checkpoint_that_was_kept()
    {
        var early = folder.Write(
            "early", (await CabinetProgram.RunAsync("audit", "checkpoint", "--data", store.Younger)).Succeeded().Results);
        var proof = folder.Write("growth", (await RunAsync("prove", "--from-checkpoint", early)).Results);

        var judged = await CabinetProgram.RunAsync("audit", "prove", "--check", proof, "--from-checkpoint", early);

        Assert.Contains("continues the one with", judged.Succeeded().Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_verified_without_the_store()
    {
        var export = folder.At("audit.jsonl");
        await RunAsync("export", "--output", export);
        Assert.Equal(File.ReadAllText(export), (await RunAsync("export")).Results);

        var intact = await CabinetProgram.RunAsync("audit", "verify", "--file", export, "--checkpoint", store.Held, "--json");
        Assert.Equal(store.Count, Assert.Single(intact.Succeeded().Lines).GetProperty("covered").GetInt32());

        File.WriteAllText(export, File.ReadAllText(export).Replace("history 3", "history 4", StringComparison.Ordinal));
        var edited = await CabinetProgram.RunAsync("audit", "verify", "--file", export, "--checkpoint", store.Held);
        Assert.Equal(5, edited.ExitCode);
        Assert.Contains("was edited", edited.Results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", "--checkpoint", "/nowhere")]
    [InlineData("verify", "--file", "/nowhere")]
    [InlineData("verify", "--vkey", "a+b+c")]
    [InlineData("prove")]
    [InlineData("prove", "--entry", "x")]
    [InlineData("prove", "--entry", "019a2f4e-5c1b-7d3e-8f00-0123456789ab", "--check", "y")]
    [InlineData("tail", "--last", "1001")]
    public async Task What_cannot_be_meant_is_refused_in_words(params string[] arguments)
    {
        var result = await CabinetProgram.RunAsync(["audit", .. arguments, "--data", store.Data]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("cabinet: ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_entry_has_no_proof()
    {
        var result = await CabinetProgram.RunAsync(
            "audit", "prove", "--entry", "019a2f4e-5c1b-7d3e-8f00-0123456789ab", "--data", store.Data, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("notFound", result.Error.GetProperty("code").GetString());
    }

    public void Dispose() => folder.Dispose();

    private static string Text(JsonElement line, string member) =>
        line.GetProperty("entry").GetProperty(member).GetString()!;

    private async Task<ProgramResult> RunAsync(params string[] arguments) =>
        (await CabinetProgram.RunAsync(["audit", .. arguments, "--data", store.Data])).Succeeded();
}
