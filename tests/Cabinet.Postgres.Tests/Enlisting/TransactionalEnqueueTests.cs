using System.Diagnostics;
using Cabinet.Postgres.Servers;
using Npgsql;

namespace Cabinet.Postgres.Tests.Enlisting;

/// <summary>The sample, as a developer runs it, on a real server.</summary>
public sealed class TransactionalEnqueueTests
{
    [Fact]
    public async Task The_sample_commits_an_order_with_its_job_and_rolls_one_back()
    {
        var cancel = TestContext.Current.CancellationToken;
        var server = new NpgsqlConnectionStringBuilder(await TestServer.OpenAsync(PostgresVersion.V15));
        await ExecuteAsync(server.ConnectionString, "CREATE DATABASE shop");
        server.Database = "shop";
        var folder = Directory.CreateTempSubdirectory("cabinet-sample-");
        try
        {
            var start = new ProcessStartInfo("dotnet")
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
            };
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "TransactionalEnqueue.dll"));
            start.ArgumentList.Add(server.ConnectionString);
            using var sample = Process.Start(start)!;
            var said = await sample.StandardOutput.ReadToEndAsync(cancel);
            await sample.WaitForExitAsync(cancel);

            Assert.Equal(0, sample.ExitCode);
            Assert.Contains("Order 1 was rolled back, and its job with it.", said, StringComparison.Ordinal);
            Assert.Contains("Order 2 was committed, and its job with it.", said, StringComparison.Ordinal);
            Assert.Contains("Receipt for order 2: Ada, 99.90.", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Receipt for order 1", said, StringComparison.Ordinal);
            Assert.Equal(1L, await ExecuteAsync(server.ConnectionString, "SELECT count(*) FROM shop.orders"));
            Assert.Equal(0L, await ExecuteAsync(server.ConnectionString, "SELECT count(*) FROM cabinet.job"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<object?> ExecuteAsync(string server, string constantText)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(constantText);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
