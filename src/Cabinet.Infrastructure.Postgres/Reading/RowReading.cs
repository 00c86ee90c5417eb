using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>What several readers take from a row, column by column.</summary>
internal static class RowReading
{
    /// <summary>A time, in UTC.</summary>
    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) =>
        new(row.GetFieldValue<DateTime>(column), TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.Time(column);

    public static string? TextOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    /// <summary>A sealed column; NULL is no content, which isn't the same as empty content.</summary>
    public static Content Sealed(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? Content.None : Content.FromSealed(row.Bytes(column));

    /// <summary>A joined name.</summary>
    /// <exception cref="StoreException">A row has the number of a name that is missing.</exception>
    public static string Name(this NpgsqlDataReader row, int column) => row.IsDBNull(column)
        ? throw new StoreException(
            StoreFault.Corrupt,
            "A row of the store uses a name that is missing from its table 'name': rows were deleted by somebody else. "
            + "Restore a backup.")
        : row.GetString(column);

    /// <summary>A partition, or null.</summary>
    public static PartitionKey? Partition(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new PartitionKey(row.GetString(column));

    /// <summary>A job's place in its task from four columns: task, pipeline, stage, item.</summary>
    public static TaskReference? TaskReference(this NpgsqlDataReader row, int column) => row.IsDBNull(column)
        ? null
        : new TaskReference(
            new TaskId(row.GetGuid(column)),
            new PipelineName(row.Name(column + 1)),
            new StageName(row.Name(column + 2)),
            ItemKey.FromPath(row.GetString(column + 3)));

    /// <summary>An error from four columns: attempt, kind, at, message.</summary>
    public static JobErrorRecord Error(this NpgsqlDataReader row, int column) => new(
        row.GetInt32(column), (FailureKind)row.GetInt16(column + 1), row.Time(column + 2), row.Sealed(column + 3));
}
