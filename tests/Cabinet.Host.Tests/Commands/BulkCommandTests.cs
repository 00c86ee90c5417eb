namespace Cabinet.Host.Tests.Commands;

public sealed class BulkCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string data;

    public BulkCommandTests(FinishedDemo demo) => data = folder.Copy(demo.Data, "data");

    [Fact]
    public async Task A_background_redrive_is_listed_shown_stopped_and_on_record_once()
    {
        var begun = Assert.Single((await RunAsync(
            "dlq", "redrive", "--all", "--background", "--rate", "50", "--because", "disk replaced")).Lines);
        var id = begun.GetProperty("id").GetString()!;
        Assert.Equal("redrive", begun.GetProperty("kind").GetString());

        Assert.Equal(id, Assert.Single((await RunAsync("bulk", "list")).Lines).GetProperty("id").GetString());
        var shown = Assert.Single((await RunAsync("bulk", "show", id)).Lines);
        Assert.Equal("running", shown.GetProperty("status").GetString());
        Assert.Equal(50, shown.GetProperty("perSecond").GetInt32());

        await RunAsync("bulk", "cancel", id, "--reason", "the wrong ones");
        Assert.Equal(
            "cancelled", Assert.Single((await RunAsync("bulk", "show", id)).Lines).GetProperty("status").GetString());
        var audited = (await RunAsync("audit", "tail")).Lines.Select(line => line.GetProperty("entry")).ToList();
        Assert.Single(audited, one => one.GetProperty("action").GetString() == "bulk.started"
            && one.GetProperty("reason").GetString() == "disk replaced");
        Assert.Single(audited, one => one.GetProperty("action").GetString() == "bulk.cancelled");
    }

    [Fact]
    public async Task Cancelling_all_needs_a_filter_and_begins_an_action()
    {
        var refused = await CabinetProgram.RunAsync(["jobs", "cancel", "--all", "--data", data, "--json"]);
        Assert.Contains("needs a filter", refused.Error.GetProperty("message").GetString(), StringComparison.Ordinal);

        var begun = Assert.Single((await RunAsync("jobs", "cancel", "--all", "--queue", "photos")).Lines);
        Assert.Equal("cancel", begun.GetProperty("kind").GetString());
        Assert.Contains("photos", begun.GetProperty("filter").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private async Task<ProgramResult> RunAsync(params string[] command) =>
        (await CabinetProgram.RunAsync([.. command, "--data", data, "--json"])).Succeeded();
}
