namespace Cabinet.Host.Tests.Commands;

public sealed class RetentionCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private string[] store;

    public RetentionCommandTests(FinishedDemo demo) => store = ["--data", folder.Copy(demo.Data, "data")];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_is_set_is_listed_until_it_is_cleared_and_all_of_it_is_on_record(string kind)
    {
        await using var server = kind == "postgres" ? await ServerStore.StartAsync() : null;
        store = server is null ? store : [.. store, "--store", server.ConnectionString];
        if (server is not null)
        {
            // The ring comes with the first command that may make a store.
            await RunAsync("submit", folder.Write("page.html", "<!doctype html><title>A page</title>"));
        }

        Assert.Empty((await RunAsync("retention", "list")).Lines);
        await RunAsync("retention", "set", "--state", "completed", "--for", "30d", "--type", "card.charge");
        await RunAsync("retention", "set", "--state", "deadLetter", "--for", "90m", "--reason", "policy 7");
        await RunAsync("retention", "set", "--state", "completed", "--for", "31d", "--type", "card.charge");

        Assert.Equal(
            [(null, "deadLetter", 5_400), ("card.charge", "completed", 31 * 86_400)],
            (await RunAsync("retention", "list")).Lines.Select(line => (
                line.TryGetProperty("type", out var type) ? type.GetString() : null,
                line.GetProperty("state").GetString(),
                line.GetProperty("keep").GetInt32())));

        await RunAsync("retention", "clear", "--state", "completed", "--type", "card.charge");
        Assert.Single((await RunAsync("retention", "list")).Lines);
        var nothing = await CabinetProgram.RunAsync(
            ["retention", "clear", "--state", "completed", "--type", "card.charge", .. store, "--json"]);
        Assert.Equal((1, "notFound"), (nothing.ExitCode, nothing.Error.GetProperty("code").GetString()));
        Assert.Equal(
            4,
            (await RunAsync("audit", "tail")).Lines.Count(
                line => line.GetProperty("entry").GetProperty("action").GetString() == "retention.set"));
    }

    [Theory]
    [InlineData("it must be from 1m to 3650d", "--state", "completed", "--for", "59s")]
    [InlineData("it must be from 1m to 3650d", "--state", "completed", "--for", "3651d")]
    [InlineData("use a whole number and a unit", "--state", "completed", "--for", "a week")]
    [InlineData("allowed are completed, cancelled, discarded, deadLetter", "--state", "done", "--for", "1h")]
    [InlineData("--for", "--state", "completed")]
    [InlineData("--state", "--for", "1h")]
    public async Task What_can_not_be_set_is_refused_in_words(string expected, params string[] options)
    {
        var result = await CabinetProgram.RunAsync(["retention", "set", .. options, .. store, "--json"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private async Task<ProgramResult> RunAsync(params string[] command) =>
        (await CabinetProgram.RunAsync([.. command, .. store, "--json"])).Succeeded();
}
