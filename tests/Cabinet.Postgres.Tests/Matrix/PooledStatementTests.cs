using System.Data;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Postgres.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>
/// Through PgBouncer every transaction of the store's brings its settings along, those beside the commits and reads
/// included: the server's log tells what began each transaction.
/// </summary>
public sealed class PooledStatementTests
{
    private const string Settings = "set_config('statement_timeout', '30000', true)";

    private readonly StoreSamples samples = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_transaction_of_the_store_begins_with_its_settings()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        Assert.SkipUnless(PgBouncer.IsInstalled, PgBouncer.HowToInstall);
        await using var server = await PostgresServer.StartAsync(
            new PostgresServerSettings
            {
                Version = PostgresVersion.V15,
                Settings = new Dictionary<string, string>
                {
                    ["log_statement"] = "all",
                    ["log_line_prefix"] = "[%v %u %a] ",
                },
            },
            Cancel);
        var role = await server.CreateRestrictedRoleAsync("postgres", Cancel);
        await using var pooler = await PgBouncer.StartAsync(role, PgBouncerPoolMode.Transaction, 10, Cancel);
        var options = new PostgresStoreOptions
        {
            ConnectionString = pooler.ConnectionString + ";Application Name=store",
            PoolsTransactions = true,
        };
        await new PostgresStoreMigrator(options, TimeProvider.System, NullLogger.Instance).MigrateAsync(Cancel);
        options.ConnectionString = pooler.ConnectionString + ";Application Name=node";
        await RunAsync(options, pooler.ConnectionString + ";Application Name=developer");
        await RunAsync(options, pooler.ConnectionString + ";Application Name=developer");

        // Simple queries are those of Npgsql, which asks for types, and of PgBouncer itself.
        var transactions = (await File.ReadAllLinesAsync(server.LogFile, Cancel))
            .Where(static line => line.Contains(" node] LOG:  execute ", StringComparison.Ordinal))
            .Select(static line => (Transaction: line[..line.IndexOf(']', StringComparison.Ordinal)], Line: line))
            .Where(static each => each.Transaction.Contains('/', StringComparison.Ordinal))
            .GroupBy(static each => each.Transaction, static each => each.Line)
            .ToList();
        Assert.True(transactions.Count > 20, $"{transactions.Count} transactions are in the log.");
        Assert.All(
            transactions,
            static transaction => Assert.Contains(Settings, transaction.First(), StringComparison.Ordinal));
        foreach (var text in (string[])["INSERT INTO \"cabinet\".name", "pg_control_system", "FROM \"cabinet\".dead_letter"])
        {
            Assert.Contains(transactions, lines => lines.Any(line => line.Contains(text, StringComparison.Ordinal)));
        }
    }

    // A second process knows no name of the first one's.
    private async Task RunAsync(PostgresStoreOptions options, string developer)
    {
        await using var driver = new PostgresStoreDriver(
            new StoreOpening(options, TimeProvider.System, NullLogger.Instance));
        var node = samples.Node();
        await CommitAsync(driver, new RegisterNode(node));
        var request = new ClaimRequest(node.Id, StoreSamples.Queue, 10, samples.Now);
        await driver.ClaimAsync(request, Cancel);
        await CommitAsync(driver, new EnqueueJob(samples.Job()));
        await driver.ClaimAsync(request, Cancel);
        await driver.Jobs.FindAsync(samples.Job().Id, Cancel);

        await using var connection = new NpgsqlConnection(developer);
        await connection.OpenAsync(Cancel);
        await using var own = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, Cancel);
        Assert.IsType<CommitResult.Committed>(await driver.EnlistAsync(
            new WriteSet(new EnqueueJob(samples.Job())), PostgresStoreTransaction.From(own), Cancel));
        await own.CommitAsync(Cancel);
    }

    private static async Task CommitAsync(PostgresStoreDriver driver, WriteOperation operation) =>
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet(operation), Cancel));
}
