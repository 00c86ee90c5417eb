using System.Diagnostics;

namespace Cabinet.Host.Tests.Samples;

/// <summary>The programs that take a job along in a transaction of their own, as a developer runs them.</summary>
public sealed class TransactionSampleTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public Task An_order_and_its_job_are_one_commit_in_a_SQLite_file() =>
        RunAsync("TransactionalEnqueueSqlite", folder.At("shop.db"), declined: 1, placed: 1);

    [Fact]
    public async Task An_order_and_its_job_are_one_commit_on_PostgreSQL()
    {
        await using var store = await ServerStore.StartAsync();
        await RunAsync("TransactionalEnqueueNpgsql", store.ConnectionString, declined: 1, placed: 2);
        Assert.Equal(2, await store.ReadAsync<int>("SELECT id FROM shop.orders"));
        Assert.Equal(0, await store.ReadAsync<long>("SELECT count(*) FROM cabinet.job"));
        Assert.Equal(1, await store.ReadAsync<long>("SELECT count(*) FROM cabinet.history"));
    }

    public void Dispose() => folder.Dispose();

    // SQLite gives a number that was rolled back to the next order; PostgreSQL doesn't.
    private async Task RunAsync(string sample, string database, int declined, int placed)
    {
        var start = new ProcessStartInfo(CabinetProgram.Sample(sample), [database])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment.Remove("CABINET_ROOT_KEY");
        using var program = Process.Start(start)!;
        var said = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await CabinetProgram.WaitAsync(program);

        Assert.Equal(0, program.ExitCode);
        Assert.Contains($"Order {declined} was rolled back, and its job with it.", await said, StringComparison.Ordinal);
        Assert.Contains($"Order {placed} was committed, and its job with it.", await said, StringComparison.Ordinal);
        Assert.Contains($"Receipt for order {placed}: Ada.", await said, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody", await said, StringComparison.Ordinal);
    }
}
