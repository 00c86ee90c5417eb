using System.Globalization;
using Cabinet.Crash.Tests.Processes;
using Cabinet.Postgres.Servers;

namespace Cabinet.Crash.Tests.Bulk;

/// <summary>Nodes that work off an action on many jobs are killed in the middle of it, again and again.</summary>
public sealed class BulkStormTests(ITestOutputHelper output)
{
    private const int Jobs = 4_000;
    private const int Kills = 4;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task On_the_embedded_store_nothing_is_done_or_counted_twice()
    {
        using var folder = new TemporaryFolder();
        await SeeAsync(folder, "sqlite", nodes: 1);
    }

    [Fact]
    public async Task On_PostgreSQL_nothing_is_done_or_counted_twice()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        using var folder = new TemporaryFolder();
        await using var server = await PostgresServer.StartAsync(
            new PostgresServerSettings { IsDurable = true }, TestContext.Current.CancellationToken);
        await SeeAsync(folder, server.ConnectionString(), nodes: 2);
    }

    private async Task SeeAsync(TemporaryFolder folder, string connection, int nodes)
    {
        var random = new StormSeed(output).Random;
        await RunAsync(folder, connection, "fill", Text(Jobs));
        var all = Of("dead", await RunAsync(folder, connection, "tell"));
        Assert.Equal(Jobs, all.Count);

        await RunAsync(folder, connection, "redrive");
        var kills = await StormAsync(folder, connection, nodes, random);
        var redriven = await RunAsync(folder, connection, "tell");
        Assert.Equal(all, Of("live", redriven));
        Assert.Empty(Of("dead", redriven));

        await RunAsync(folder, connection, "cancel");
        kills += await StormAsync(folder, connection, nodes, random);
        var cancelled = await RunAsync(folder, connection, "tell");
        Assert.Equal(all, Of("cancelled", cancelled));
        Assert.Empty(Of("live", cancelled));

        Assert.Equal(
            [
                $"Redrive matched {Jobs} done {Jobs} refused 0 ended True",
                $"Cancel matched {Jobs} done {Jobs} refused 0 ended True",
            ],
            Of("action", cancelled));
        output.WriteLine($"{kills} kills within two actions on {Jobs} jobs.");
    }

    // Killed once the action has moved a few times, anywhere within a piece; who is left, or comes next, goes on with it.
    private static async Task<int> StormAsync(TemporaryFolder folder, string connection, int nodes, Random random)
    {
        var running = new List<ProgramProcess>();
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                while (running.Count < nodes)
                {
                    running.Add(ProgramProcess.Start(Repository.Probe, folder.Path, "0", "bulk", connection, "work"));
                }

                var victim = running[random.Next(running.Count)];
                var moment = new KillMoment("done", 1 + random.Next(3), TimeSpan.FromMilliseconds(random.Next(100)));
                Assert.True(await victim.KillAtAsync(moment, Bound), victim.Errors);
                running.Remove(victim);
                await victim.DisposeAsync();
            }
        }
        finally
        {
            foreach (var process in running)
            {
                await process.DisposeAsync();
            }
        }

        await RunAsync(folder, connection, "work");
        return Kills;
    }

    private static async Task<List<string>> RunAsync(TemporaryFolder folder, string connection, params string[] phase)
    {
        await using var ended = await ProgramProcess.RunAsync(
            Repository.Probe, Bound, [folder.Path, "0", "bulk", connection, .. phase]);
        return [.. ended.Lines.Select(line => line.Text)];
    }

    private static List<string> Of(string word, List<string> lines) =>
    [
        .. lines.Where(line => line.StartsWith(word + " ", StringComparison.Ordinal)).Select(line => line[(word.Length + 1)..]),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
