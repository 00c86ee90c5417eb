using Npgsql;

namespace Cabinet.Limits.Postgres;

/// <summary>A database with one table, made anew: what every loop starts from.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly string connectionString;
    private readonly NpgsqlConnection owner;

    private Database(string connectionString, NpgsqlConnection owner) =>
        (this.connectionString, this.owner) = (connectionString, owner);

    public static async Task<Database> CreateAsync(string connectionString)
    {
        // Loops hold their connections for as long as they run, so a pool would only stand between.
        var direct = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        var database = new Database(direct, new NpgsqlConnection(direct));
        await database.owner.OpenAsync();
        await database.ExecuteAsync("DROP TABLE IF EXISTS limit_job");
        await database.ExecuteAsync(
            "CREATE TABLE limit_job(id uuid PRIMARY KEY, state smallint NOT NULL, payload bytea NOT NULL)");
        return database;
    }

    /// <summary>A connection of its own with the loops' statements.</summary>
    public async Task<Session> ConnectAsync() => new(await OpenAsync());

    /// <summary>A connection of its own.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Lets the planner know the table, as it would after a minute of work.</summary>
    public Task AnalyzeAsync() => ExecuteAsync("ANALYZE limit_job");

    public Task VacuumAnalyzeAsync() => ExecuteAsync("VACUUM ANALYZE limit_job");

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync("DROP TABLE limit_job");
        await owner.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
#pragma warning disable CA2100 // Every text is a constant of this class.
        await using var command = new NpgsqlCommand(sql, owner) { CommandTimeout = 300 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
