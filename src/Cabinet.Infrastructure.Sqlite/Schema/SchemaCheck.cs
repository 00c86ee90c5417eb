using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Relational;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Schema;

/// <summary>Says whether a file is a store of Cabinet's, and whether this release works with its schema.</summary>
internal static class SchemaCheck
{
    /// <summary>The letters "CBNT", in the header of every file that is Cabinet's.</summary>
    public const int ApplicationId = 0x43424E54;

    private const string LatestSql =
        "SELECT number, minimum_compatible FROM schema_migration ORDER BY number DESC LIMIT 1";

    /// <summary>A file's schema version, and what a release must bring to open it; zeros for an empty file.</summary>
    /// <exception cref="StoreException">The file is a database, but not Cabinet's.</exception>
    /// <exception cref="SqliteError">The file can't be read.</exception>
    public static (int Version, int MinimumCompatible) Read(SqliteConnection connection, string path)
    {
        var tables = connection.ReadInt64("SELECT count(*) FROM sqlite_schema");
        var applicationId = connection.ReadInt64("PRAGMA application_id");
        if (tables == 0 && applicationId is 0 or ApplicationId)
        {
            return (0, 0);
        }

        if (applicationId != ApplicationId)
        {
            throw new StoreException(
                StoreFault.NotADatabase,
                $"The file '{path}' is an SQLite database, but not Cabinet's. Nothing was changed. Name another file.");
        }

        using var latest = connection.PrepareOnce(LatestSql);
        return latest.Step() ? (latest.Int32(0), latest.Int32(1)) : (0, 0);
    }

    /// <summary>Refuses a schema that this release can't work with.</summary>
    /// <returns>The file's version.</returns>
    public static int RequireUsable(SqliteConnection connection, string path)
    {
        var (version, minimum) = Read(connection, path);
        SchemaVersions.RequireUsable(path, version, minimum, SqliteScripts.All[^1].Number);
        return version;
    }

    /// <summary>Refuses a schema that only newer releases work with.</summary>
    public static void RequireNotTooNew(string path, int version, int minimum) =>
        SchemaVersions.RequireNotTooNew(path, version, minimum, SqliteScripts.All[^1].Number);
}
