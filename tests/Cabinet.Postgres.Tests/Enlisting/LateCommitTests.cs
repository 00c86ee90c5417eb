using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;

namespace Cabinet.Postgres.Tests.Enlisting;

/// <summary>
/// The claims' position moves past transactions that are still open: what they bring when they commit at last is found.
/// </summary>
public sealed class LateCommitTests : StoreConformance<PostgresHarness>
{
    private const int Others = 4_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_claimed_once_however_long_its_transaction_was_open()
    {
        var (late, undone, dropped) = (Samples.Job(), Samples.Job(), Samples.Job());
        await using var open = await BeginWithAsync(late);
        await open.SaveAsync("mine");
        await EnlistAsync(open, dropped);
        await open.RollBackToAsync("mine");
        await using var lost = await BeginWithAsync(undone);

        var nodes = new[] { await RegisterAsync(), await RegisterAsync() };
        var passed = await ClaimOthersAsync(nodes);
        Assert.Equal((Others, Others), (passed.Count, passed.Distinct().Count()));

        // Enlisted only now, by a transaction that was passed long ago.
        var later = Samples.Job();
        await open.SaveAsync("another");
        await EnlistAsync(open, later);
        Assert.Empty((await ClaimAsync(nodes[0])).Jobs);
        await lost.RollBackAsync();
        await open.CommitAsync();

        var found = new List<JobId>();
        foreach (var node in nodes)
        {
            found.AddRange((await ClaimAsync(node)).Jobs.Select(job => job.Id));
        }

        Assert.Equal([late.Id, later.Id], found);
        Assert.Empty((await ClaimAsync(nodes[1])).Jobs);
        await GoneAsync(undone.Id);
        await GoneAsync(dropped.Id);
    }

    [Fact]
    public async Task The_claims_of_other_nodes_run_on_while_transactions_commit_late()
    {
        const int Transactions = 20;
        var nodes = new[] { await RegisterAsync(), await RegisterAsync() };
        var enlisted = new List<JobId>();
        var open = new Queue<IOwnTransaction>();
        var claimed = new List<JobId>();
        for (var round = 0; round < Transactions; round++)
        {
            var job = Samples.Job();
            enlisted.Add(job.Id);
            open.Enqueue(await BeginWithAsync(job));
            var others = Enumerable.Range(0, 20).Select(_ => Samples.Job()).ToList();
            enlisted.AddRange(others.Select(other => other.Id));
            await DoAsync([.. others.Select(other => new EnqueueJob(other))]);
            var claims = await Task.WhenAll(nodes.Select(node => ClaimAsync(node, limit: 15).AsTask()));
            claimed.AddRange(claims.SelectMany(claim => claim.Jobs).Select(each => each.Id));
            if (open.Count > 5)
            {
                await using var oldest = open.Dequeue();
                await oldest.CommitAsync();
            }
        }

        while (open.TryDequeue(out var last))
        {
            await last.CommitAsync();
            await last.DisposeAsync();
        }

        while ((await ClaimAsync(nodes[0])).Jobs is { Count: > 0 } jobs)
        {
            claimed.AddRange(jobs.Select(job => job.Id));
        }

        Assert.Equal(enlisted.Order(), claimed.Order());
    }

    private async Task<List<JobId>> ClaimOthersAsync(NodeId[] nodes)
    {
        var claimed = new List<JobId>();
        for (var enqueued = 0; enqueued < Others; enqueued += 500)
        {
            await DoAsync([.. Enumerable.Range(0, 500).Select(_ => new EnqueueJob(Samples.Job()))]);
            var claims = await Task.WhenAll(nodes.Select(node => ClaimAsync(node).AsTask()));
            claimed.AddRange(claims.SelectMany(claim => claim.Jobs).Select(job => job.Id));
        }

        while ((await ClaimAsync(nodes[0])).Jobs is { Count: > 0 } rest)
        {
            claimed.AddRange(rest.Select(job => job.Id));
        }

        return claimed;
    }

    private async ValueTask<IOwnTransaction> BeginWithAsync(Application.Persistence.Records.NewJob job)
    {
        var own = await Harness.BeginAsync();
        await EnlistAsync(own, job);
        return own;
    }

    private async ValueTask EnlistAsync(IOwnTransaction own, Application.Persistence.Records.NewJob job) =>
        Assert.IsType<CommitResult.Committed>(
            await Driver.EnlistAsync(new WriteSet(new EnqueueJob(job)), own.Transaction, Cancel));
}
