using System.Globalization;
using Cabinet.Crash.Tests.Processes;
using Cabinet.Crash.Tests.Stores;

namespace Cabinet.Crash.Tests.Nonces;

/// <summary>
/// Guarantee 6 against <c>kill -9</c>: several processes replay the same signed commands on one store, from many callers
/// each, and are killed again and again.
/// </summary>
public sealed class ReplayStormTests(ITestOutputHelper output)
{
    private const int Rounds = 4;
    private const int Processes = 3;
    private const int CommandsPerRound = 300;
    private const string Committed = "committed ";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Every_nonce_commits_exactly_once()
    {
        var random = new StormSeed(output).Random;
        using var folder = new TemporaryFolder();
        await using var first = await RunOnceAsync(folder, 0, commands: 0);
        var acknowledged = new List<string>();
        for (var round = 1; round <= Rounds; round++)
        {
            acknowledged.AddRange(await StormAsync(folder, round, random));
        }

        // Whoever still waits for an answer asks once more, and after that nobody does.
        await using var last = await RunOnceAsync(folder, Rounds + 1, Rounds * CommandsPerRound);
        acknowledged.AddRange(Read(last));
        await using var none = await RunOnceAsync(folder, Rounds + 2, Rounds * CommandsPerRound);
        Assert.Empty(Read(none));

        Check(folder, acknowledged);
    }

    private static Task<ProgramProcess> RunOnceAsync(TemporaryFolder folder, int run, int commands) =>
        ProgramProcess.RunAsync(Repository.Probe, Bound, folder.Path, $"{run}", "replay-once", $"{commands}");

    // Each process is killed at another moment, most of them while commits of all three are under way.
    private static async Task<List<string>> StormAsync(TemporaryFolder folder, int round, Random random)
    {
        var nodes = Enumerable.Range(0, Processes).Select(process => (
            Node: ProgramProcess.Start(
                Repository.Probe, folder.Path, $"{(round * 10) + process}", "replay", $"{round * CommandsPerRound}"),
            Delay: TimeSpan.FromMilliseconds(random.Next(600)))).ToList();
        var firstCommit = new TaskCompletionSource();
        var committed = new List<string>();
        try
        {
            var kills = nodes.Select(one => KillAsync(one.Node, one.Delay, firstCommit)).ToList();
            await Task.WhenAll(kills);
        }
        finally
        {
            foreach (var (node, _) in nodes)
            {
                committed.AddRange(Read(node));
                await node.DisposeAsync();
            }
        }

        return committed;
    }

    private static async Task KillAsync(ProgramProcess node, TimeSpan delay, TaskCompletionSource firstCommit)
    {
        // One that never gets to commit anything, because the others were quicker, is killed with them.
        var own = node.SeesAsync(new KillMoment(Committed, 1, TimeSpan.Zero));
        await Task.WhenAny(own, firstCommit.Task).WaitAsync(Bound, TimeProvider.System);
        firstCommit.TrySetResult();
        Assert.True(await node.KillAtAsync(new KillMoment("", 0, delay), Bound), node.Errors);
    }

    private static IEnumerable<string> Read(ProgramProcess node) => node.Lines
        .Select(line => line.Text)
        .Where(text => text.StartsWith(Committed, StringComparison.Ordinal))
        .Select(text => text[Committed.Length..]);

    private void Check(TemporaryFolder folder, List<string> acknowledged)
    {
        using var store = StoreFile.Open(folder.Below("cabinet.db"));
        var jobs = store.Read("SELECT task, count(*) FROM job GROUP BY task");
        var commits = jobs.Select(row => int.Parse(row[0].AsSpan(24), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToList();

        Assert.All(jobs, row => Assert.Equal("1", row[1]));
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
        Assert.Empty(acknowledged.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).Except(commits));

        // A command without an idempotency key is there; of two that share one, exactly one is.
        Assert.Equal(
            Enumerable.Range(0, Rounds * CommandsPerRound / 3).SelectMany(group => new[] { $"{group} alone", $"{group} one" }),
            commits.Order().GroupBy(number => number / 3)
                .SelectMany(group => group.Select(number => $"{group.Key} {(number % 3 == 0 ? "alone" : "one")}")));
        Assert.Equal(["ok"], store.ReadColumn("PRAGMA integrity_check"));

        var unacknowledged = commits.Count - acknowledged.Count;
        output.WriteLine($"{Rounds * Processes} kills of {Processes} processes on one store: {commits.Count} commands "
            + $"committed exactly once, {unacknowledged} of them by a process that was killed before it said so.");
    }
}
