using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Infrastructure.Postgres.Writing;
using Cabinet.Postgres.Servers;
using Npgsql;
using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>A fresh schema on a real server, and write sets run on it as the driver runs them.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Tests ask with their own text only.")]
public abstract class OperationTests : IAsyncLifetime
{
    private static int last;

    private readonly LeaseBook leases = new();
    private NpgsqlDataSource? source;

    private protected SchemaName Schema { get; } = new($"operations {Environment.ProcessId} {Interlocked.Increment(ref last)}");

    public async ValueTask InitializeAsync()
    {
        source = NpgsqlDataSource.Create(await TestServer.OpenAsync(PostgresVersion.V15));
        await ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema.Quoted} CASCADE; CREATE SCHEMA {Schema.Quoted}");
        await ExecuteAsync(ReadScripts());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (source is not null)
        {
            await ExecuteAsync($"DROP SCHEMA {Schema.Quoted} CASCADE");
            await source.DisposeAsync();
        }
    }

    private protected async Task<NpgsqlConnection> OpenAsync() =>
        await source!.OpenConnectionAsync(TestContext.Current.CancellationToken);

    /// <summary>Runs a write set in one transaction and says what became of it.</summary>
    private protected async Task<CommitResult> CommitAsync(params WriteOperation[] operations)
    {
        await using var connection = await OpenAsync();
        return await CommitAsync(connection, operations);
    }

    private protected Task<CommitResult> CommitAsync(NpgsqlConnection connection, params WriteOperation[] operations) =>
        CommitAsync(connection, (commands, outcome) =>
        {
            for (var i = 0; i < operations.Length; i++)
            {
                OperationTable.Add(commands, operations[i], new OperationPlace(outcome, i), TestNames.Instance, leases);
            }
        });

    private protected async Task<CommitResult> CommitAsync(
        NpgsqlConnection connection, Action<CommandList, SetOutcome> compile)
    {
        var commands = new CommandList(Schema);
        var outcome = new SetOutcome();
        compile(commands, outcome);
        try
        {
            await commands.RunAsync(connection, TestContext.Current.CancellationToken);
            return outcome.ToResult();
        }
        catch (PostgresException refused) when (refused.SqlState == "CB001")
        {
            var parts = refused.MessageText.Split(' ');
            return new CommitResult.Refused(int.Parse(parts[0]), (Refusal)int.Parse(parts[1]))
            {
                Existing = parts.Length > 2 ? Guid.Parse(parts[2]) : null,
            };
        }
    }

    private protected async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(Schema.Qualify(sql), connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The first row, its columns as text with a space between.</summary>
    private protected async Task<string?> ReadAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT concat_ws(' ', VARIADIC array_agg(coalesce(c.v, '-') ORDER BY c.n)) FROM ({Schema.Qualify(sql)}) AS r, "
            + "json_each_text(row_to_json(r)) WITH ORDINALITY AS c (k, v, n)",
            connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string;
    }

    /// <summary>Returns once the server says that the connection waits for a lock.</summary>
    private protected async Task WaitUntilBlockedAsync(NpgsqlConnection blocked, Task running)
    {
        while (!running.IsCompleted
            && await ReadAsync($"SELECT cardinality(pg_blocking_pids({blocked.ProcessID}))") == "0")
        {
            // Every turn is a round trip to the server; what waits there is seen in one of the next.
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.False(running.IsCompleted, "It ended without waiting for anybody.");
    }

    private protected static CommitResult.Refused Refused(Refusal reason, Guid? existing = null, int operation = 0) =>
        new(operation, reason) { Existing = existing };

    // What the statements are written for is the schema after the last step.
    private static string ReadScripts() =>
        string.Join('\n', PostgresScripts.All.Select(static script => script.Text));

    private sealed class TestNames : INameIds
    {
        public static TestNames Instance { get; } = new();

        // Any number will do where nobody reads the names.
        public int Of(string name) => name.Length;
    }
}
