using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>Transactions whose jobs got their places in another order than the transactions began.</summary>
public sealed class CrossedTransactionsTests : StoreConformance<PostgresHarness>
{
    [Fact]
    public async Task A_claim_that_ends_between_them_passes_none_over()
    {
        // Something that came back: it isn't in the order of inserts, so the claims below merge.
        var node = await RegisterAsync();
        var back = await EnqueueAsync();
        await DoAsync(new ReturnJob((await ClaimOneAsync(node)).Lease));

        NewJob younger = Samples.Job(), older = Samples.Job();
        await using (var first = (OwnPostgresTransaction)await Harness.BeginAsync())
        await using (var second = (OwnPostgresTransaction)await Harness.BeginAsync())
        {
            await first.AddRowAsync();
            await EnlistAsync(second, older);
            await EnlistAsync(first, younger);
            await first.CommitAsync();
            await second.CommitAsync();
        }

        var claims = (await ClaimAsync(node, limit: 2)).Jobs.Concat((await ClaimAsync(node)).Jobs);
        Assert.Equal(
            new[] { back.Id, younger.Id, older.Id }.Order(), claims.Select(job => job.Id).Order());
    }

    private async Task EnlistAsync(OwnPostgresTransaction own, NewJob job) => Assert.IsType<CommitResult.Committed>(
        await Driver.EnlistAsync(
            new WriteSet([new EnqueueJob(job)]), own.Transaction, TestContext.Current.CancellationToken));
}
