using Npgsql;

namespace Cabinet.Peers;

/// <summary>What is asked of a peer's database behind its back.</summary>
internal sealed class Database(string connectionString)
{
    /// <summary>Vacuums and analyses all tables, so that no peer is measured without statistics.</summary>
    public async Task SettleAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("VACUUM ANALYZE", connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The answer of a question that is a constant of a peer's file.</summary>
    public async Task<bool> AskAsync(string question)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constants of the peers' files.
        await using var command = new NpgsqlCommand(question, connection);
#pragma warning restore CA2100
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
