using System.Globalization;
using Cabinet.Crash.Tests.Processes;

namespace Cabinet.Crash.Tests.Queue;

/// <summary>A process that enqueues jobs with payloads in a folder is killed again and again.</summary>
public sealed class PayloadStormTests(ITestOutputHelper output)
{
    private const int Kills = 12;
    private const string Acknowledged = "acknowledged ";
    private const string Cancelling = "cancelling ";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_acknowledged_job_has_its_payload_and_what_no_job_has_is_collected()
    {
        var random = new StormSeed(output).Random;
        using var folder = new TemporaryFolder();
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        var cancelling = new HashSet<string>(StringComparer.Ordinal);
        for (var kill = 0; kill < Kills; kill++)
        {
            var moment = new KillMoment(Acknowledged, random.Next(1, 12), TimeSpan.FromMilliseconds(random.Next(30)));
            await using var process = ProgramProcess.Start(Repository.Probe, folder.Path, $"{kill}", "payloads");
            Assert.True(await process.KillAtAsync(moment, Bound), process.Errors);
            acknowledged.UnionWith(Words(process, Acknowledged));
            cancelling.UnionWith(Words(process, Cancelling));
        }

        await using var check = await ProgramProcess.RunAsync(
            Repository.Probe, Bound, folder.Path, "last", "payloads-check");

        var whole = Words(check, "whole ").ToHashSet(StringComparer.Ordinal);
        var files = Number(check, "files ");
        Assert.Subset(whole, acknowledged.Except(cancelling).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(whole.Count, Number(check, "left "));
        output.WriteLine($"{Kills} kills: {acknowledged.Count} jobs acknowledged, none without its payload; {whole.Count} live, "
            + $"{files} files, of which {files - whole.Count} were collected.");

        // What is more than live and cancelled jobs had was stored by a process that died before its commit.
        cancelling.ExceptWith(whole);
        Assert.True(files > whole.Count + cancelling.Count, "No kill came between a payload and its commit.");
    }

    private static IEnumerable<string> Words(ProgramProcess process, string before) => process.Lines
        .Where(line => line.Text.StartsWith(before, StringComparison.Ordinal))
        .SelectMany(line => line.Text[before.Length..].Split(' '));

    private static int Number(ProgramProcess process, string before) =>
        int.Parse(Words(process, before).Single(), CultureInfo.InvariantCulture);
}
