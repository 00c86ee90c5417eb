using System.Diagnostics;
using System.Globalization;

namespace Cabinet.Host.Tests.Samples;

/// <summary>The programs that show what the queue does, as a developer runs them; each ends by itself.</summary>
public sealed class QueueSampleTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task Chapters_are_counted_and_summed_up_when_all_are_counted()
    {
        var lines = await RunAsync("BatchFanIn");
        Assert.Equal(5, lines.Count);
        Assert.Equal("4 chapters have 16 words", lines[^1]);
    }

    [Fact]
    public async Task An_account_waits_for_its_retry_and_another_does_not()
    {
        var lines = await RunAsync("OrderedPartitions");
        Assert.Equal(
            ["anna: 10 booked", "anna: -3 has to wait for the bank", "anna: -3 booked", "anna: 20 booked"],
            lines.Where(line => line.StartsWith("anna", StringComparison.Ordinal)));
        Assert.Equal(["ben: 5 booked", "ben: 1 booked"], lines.Where(line => line.StartsWith("ben", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Calls_begin_at_the_rate_of_their_queue()
    {
        var lines = await RunAsync("RateLimited");

        // What begins together may be printed in either order.
        Assert.Equal(
            Enumerable.Range(1, 12),
            lines.Select(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task A_schedule_has_one_job_a_tick()
    {
        var lines = await RunAsync("RecurringJobs");
        Assert.Equal(3, lines.Count(line => line.StartsWith("A beat of the second", StringComparison.Ordinal)));
        Assert.Equal(lines.Count, lines.Distinct().Count());
    }

    public void Dispose() => folder.Dispose();

    private async Task<List<string>> RunAsync(string sample)
    {
        var start = new ProcessStartInfo(CabinetProgram.Sample(sample))
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment.Remove("CABINET_ROOT_KEY");
        start.Environment["Logging__Console__LogToStandardErrorThreshold"] = "Trace";
        using var program = Process.Start(start)!;
        var said = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await CabinetProgram.WaitAsync(program);
        Assert.Equal(0, program.ExitCode);
        return [.. (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("warn:", StringComparison.Ordinal) && !line.StartsWith(' '))];
    }
}
