namespace Cabinet.Crash.Tests.Traces;

/// <summary>
/// A kill leaves the system's page cache alone, so it says nothing about durability. The system calls do: a sync precedes
/// every acknowledgement. The rule is held against the folder around the data folder, because that one is new as well.
/// </summary>
public sealed class EnqueueDurabilityTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_sync_precedes_the_acknowledgement_of_every_enqueue(int together)
    {
        const int Jobs = 64;
        using var folder = new TemporaryFolder();

        var calls = await Strace.TraceAsync(
            folder.Below("trace"), Repository.Probe, folder.Below("data"), "1", "enqueue", $"{Jobs}", $"{together}");

        var report = AcknowledgementRule.Check(calls, folder.Path, "acknowledged ", together);
        report.AssertNoProblems();
        Assert.Equal(Jobs, report.Acknowledgements);
        output.WriteLine($"{Jobs} enqueues, {together} together, {Syncs(calls)} syncs");
    }

    [Fact]
    public async Task A_sync_of_log_content_and_folders_precedes_every_line_of_cabinet_submit()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Below("data");
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "input"), "*.html");

        var calls = await Strace.TraceAsync(
            folder.Below("trace"), Repository.Cabinet, ["submit", .. files, "--data", data, "--json"]);

        var report = AcknowledgementRule.Check(calls, folder.Path, """{\""");
        report.AssertNoProblems();
        Assert.Equal(files.Length, report.Acknowledgements);
        Assert.All(
            Directory.GetFiles(Path.Combine(data, "blobs"), "*", SearchOption.AllDirectories),
            blob => Assert.Contains(calls, call => call.Name == "link" && call.Succeeded && call.Texts[^1] == blob));
    }

    private static int Syncs(IEnumerable<TracedCall> calls) => calls.Count(call => call.Name is "fsync" or "fdatasync");
}
