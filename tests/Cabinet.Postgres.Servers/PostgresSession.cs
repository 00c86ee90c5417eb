using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Cabinet.Postgres.Servers;

/// <summary>Runs single statements, each over a connection of its own.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The test that started the server writes its SQL.")]
internal static class PostgresSession
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancelled)
    {
        await using var connection = await ConnectAsync(connectionString, cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancelled);
    }

    /// <summary>Reads the first column of the first row.</summary>
    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public static async Task<T> ReadAsync<T>(string connectionString, string sql, CancellationToken cancelled)
    {
        await using var connection = await ConnectAsync(connectionString, cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        return await reader.ReadAsync(cancelled)
            ? await reader.GetFieldValueAsync<T>(0, cancelled)
            : throw new InvalidOperationException($"No row: {sql}");
    }

    /// <summary>Asks until a condition holds.</summary>
    /// <exception cref="OperationCanceledException">It doesn't within the bound.</exception>
    public static async Task UntilAsync(
        string connectionString, string condition, TimeSpan bound, CancellationToken cancelled)
    {
        using var end = new CancellationTokenSource(bound, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancelled);
        while (!await ReadAsync<bool>(connectionString, condition, both.Token))
        {
            await Task.Delay(Pause, TimeProvider.System, both.Token);
        }
    }

    private static async Task<NpgsqlConnection> ConnectAsync(string connectionString, CancellationToken cancelled)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancelled);
        return connection;
    }
}
