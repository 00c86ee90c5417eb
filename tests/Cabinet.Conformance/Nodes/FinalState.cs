using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Nodes;

/// <summary>Where the jobs are in the end, and which of them the last node could claim.</summary>
internal sealed record FinalState
{
    private static readonly Page Everything = new(Page.MaximumLimit);

    public required IReadOnlyList<JobId> Live { get; init; }

    public required IReadOnlyList<JobId> Dead { get; init; }

    public required IReadOnlyList<JobId> Past { get; init; }

    public required IReadOnlyList<JobId> Drained { get; init; }

    /// <summary>Reads everything, then takes every node off the list and claims all that is left.</summary>
    public static async Task<FinalState> ReadAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var driver = await cluster.OpenAsync();
        foreach (var node in await driver.Nodes.ListAsync(cancellationToken))
        {
            var began = cluster.Ledger.Next();
            WriteOperation[] retire = [new RetireNode(node.Id)];
            var result = await driver.CommitAsync(new WriteSet(retire), cancellationToken);
            Assert.IsType<CommitResult.Committed>(result);
            cluster.Ledger.Add(began, retire, result);
        }

        var live = await driver.Jobs.ListAsync(JobFilter.All, Everything, cancellationToken);
        var dead = await driver.DeadLetters.ListAsync(DeadLetterFilter.All, Everything, cancellationToken);
        var past = await driver.History.ListAsync(HistoryFilter.All, Everything, cancellationToken);
        Assert.All([live.Count, dead.Count, past.Count], count => Assert.True(count < Page.MaximumLimit));
        return new FinalState
        {
            Live = [.. live.Select(job => job.Id)],
            Dead = [.. dead.Select(job => job.Id)],
            Past = [.. past.Select(job => job.Id)],
            Drained = await DrainAsync(cluster, driver, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<JobId>> DrainAsync(
        Cluster cluster, IStoreDriver driver, CancellationToken cancellationToken)
    {
        var node = cluster.Make(samples => samples.Node());
        Assert.IsType<CommitResult.Committed>(
            await driver.CommitAsync(new WriteSet([new RegisterNode(node)]), cancellationToken));
        var later = cluster.Make(samples => samples.Now.AddDays(1));
        var drained = new List<JobId>();
        foreach (var queue in (Domain.Names.QueueName[])[StoreSamples.Queue, StoreSamples.OtherQueue])
        {
            foreach (var suspects in (bool[])[false, true])
            {
                IReadOnlyList<ClaimedJob> jobs;
                do
                {
                    var began = cluster.Ledger.Next();
                    var claim = await driver.ClaimAsync(
                        new ClaimRequest(node.Id, queue, 3, later, suspects), cancellationToken);
                    jobs = claim.Jobs;
                    cluster.Ledger.Add(began, node.Id, jobs);
                    drained.AddRange(jobs.Select(job => job.Id));
                }
                while (jobs.Count > 0);
            }
        }

        return drained;
    }
}
