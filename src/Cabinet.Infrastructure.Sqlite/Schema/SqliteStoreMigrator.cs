using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Observability;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Schema;

/// <summary>Brings the file's schema up to date, and says how it differs.</summary>
internal sealed class SqliteStoreMigrator(SqliteStoreOptions options, TimeProvider time, ILogger logger)
    : IStoreMigrator
{
    // Both only work before the first table exists, and the journal's mode only outside a transaction.
    private const string NewFileSettings = "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL";

    private readonly string path = Path.GetFullPath(options.Path);

    public ValueTask<SchemaStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        RunAsync(() => File.Exists(path) ? Read(mayCreate: false, ReadStatus) : Status(0, 0), cancellationToken);

    public ValueTask<SchemaStatus> MigrateAsync(CancellationToken cancellationToken) =>
        RunAsync(CreateAndMigrate, cancellationToken);

    public ValueTask<IReadOnlyList<string>> FindDriftAsync(CancellationToken cancellationToken) =>
        RunAsync(() => Read(mayCreate: false, FindDrift), cancellationToken);

    private SchemaStatus CreateAndMigrate()
    {
        StoreFolder.Create(Path.GetDirectoryName(path)!);
        return Read(mayCreate: true, Migrate);
    }

    private SchemaStatus Migrate(SqliteConnection connection)
    {
        var (version, minimum) = SchemaCheck.Read(connection, path);
        SchemaCheck.RequireNotTooNew(path, version, minimum);
        if (version == 0)
        {
            connection.Execute(NewFileSettings);
        }

        connection.Execute("PRAGMA synchronous = FULL");
        foreach (var script in SchemaBuilder.Apply(
            connection, SqliteScripts.All.Where(script => script.Number > version), time.GetUtcNow()))
        {
            SqliteLog.Migrated(logger, path, script.Name);
        }

        return ReadStatus(connection);
    }

    private SchemaStatus ReadStatus(SqliteConnection connection)
    {
        var (version, minimum) = SchemaCheck.Read(connection, path);
        return Status(version, minimum);
    }

    private IReadOnlyList<string> FindDrift(SqliteConnection connection)
    {
        try
        {
            return Compare(connection);
        }
        catch (SqliteError error) when (error.Code == raw.SQLITE_CORRUPT)
        {
            // So damaged that the comparison itself breaks off: that is what was asked for.
            return [$"The file is damaged: {error.Message}"];
        }
    }

    private IReadOnlyList<string> Compare(SqliteConnection connection)
    {
        var (version, minimum) = SchemaCheck.Read(connection, path);
        SchemaCheck.RequireNotTooNew(path, version, minimum);
        return version == 0
            ? ["The store has no schema yet. Run 'cabinet db migrate'."]
            : SchemaDrift.Find(connection, version, time.GetUtcNow());
    }

    private SchemaStatus Status(int version, int minimum) => new(
        $"SQLite, {path}", version, SqliteScripts.All[^1].Number, minimum,
        [.. SqliteScripts.All.Where(script => script.Number > version).Select(script => script.Name)]);

    private T Read<T>(bool mayCreate, Func<SqliteConnection, T> read)
    {
        try
        {
            using var connection = ConnectionFactory.OpenForSchema(path, mayCreate, options.BusyTimeout);
            return read(connection);
        }
        catch (SqliteError error)
        {
            throw SqliteFaults.ToStoreException(error, path);
        }
    }

    private static async ValueTask<T> RunAsync<T>(Func<T> run, CancellationToken cancellationToken) =>
        await Task.Run(run, cancellationToken);
}
