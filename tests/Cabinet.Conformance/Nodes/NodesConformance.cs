using System.Globalization;

namespace Cabinet.Conformance.Nodes;

/// <summary>
/// Several nodes do random things to one store at the same time, crash, are declared dead while they live, and lose
/// answers: whatever they were told, and whatever is there in the end, keeps to the guarantees.
/// </summary>
/// <remarks>
/// A failure names its seed. The seed decides what each node does, not how the nodes' calls meet, so a run with the same
/// seed is similar, and not the same. The environment variable <c>Cabinet_Seed</c> chooses the first seed (1), and
/// <c>Cabinet_Runs</c> how many runs there are (6).
/// </remarks>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class NodesConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private const int Steps = 80;

    /// <summary>Whatever the nodes do at the same time.</summary>
    [Fact]
    public async Task Nodes_beside_each_other_keep_the_guarantees()
    {
        var first = Setting("Cabinet_Seed", 1);
        for (var seed = first; seed < first + Setting("Cabinet_Runs", 6); seed++)
        {
            var violations = await RunAsync(seed, TestContext.Current.CancellationToken);
            Assert.True(violations.Count == 0, $"Seed {seed}: {string.Join(Environment.NewLine, violations)}");
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync(int seed, CancellationToken cancellationToken)
    {
        await using var harness = new THarness();
        await using var cluster = new Cluster(harness);
        var count = 2 + (seed % 3);
        await Task.WhenAll(Enumerable.Range(0, count).Select(index => Task.Run(
            () => new ClusterNode(cluster, (seed * 100) + index, cancellationToken).RunAsync(Steps),
            cancellationToken)));
        cluster.Disturb(-1);
        await cluster.SettleAsync();
        var final = await FinalState.ReadAsync(cluster, cancellationToken);
        Assert.NotEmpty(cluster.Ledger.Claims);
        return new LedgerCheck(cluster.Ledger, final).Run();
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
