using Cabinet.Application.Persistence.Copying;
using Npgsql;
using NpgsqlTypes;

namespace Cabinet.Infrastructure.Postgres.Copying;

/// <summary>Turns the values of rows into what the server takes, and back.</summary>
internal static class CopyValues
{
    /// <summary>The values of one column as an array.</summary>
    public static NpgsqlParameter ToArray(IReadOnlyList<IReadOnlyList<object?>> rows, int column, CopyColumnKind kind) =>
        kind switch
        {
            CopyColumnKind.Id => Make(Column<Guid?>(rows, column), NpgsqlDbType.Uuid),
            CopyColumnKind.Text or CopyColumnKind.Name => Make(Column<string?>(rows, column), NpgsqlDbType.Text),
            CopyColumnKind.Bytes => Make(Column<byte[]?>(rows, column), NpgsqlDbType.Bytea),
            CopyColumnKind.Flag => Make(Column<bool?>(rows, column), NpgsqlDbType.Boolean),
            CopyColumnKind.Time => Make(
                Array.ConvertAll(Column<long?>(rows, column), ToTime), NpgsqlDbType.TimestampTz),
            CopyColumnKind.Duration => Make(
                Array.ConvertAll(Column<long?>(rows, column), ToDuration), NpgsqlDbType.Interval),
            _ => Make(Column<long?>(rows, column), NpgsqlDbType.Bigint),
        };

    /// <summary>A row as it is read.</summary>
    public static object?[] Read(NpgsqlDataReader reader, CopyTable table)
    {
        var row = new object?[table.Columns.Count];
        for (var column = 0; column < row.Length; column++)
        {
            row[column] = reader.IsDBNull(column) ? null : Read(reader, column, table.Columns[column].Kind);
        }

        return row;
    }

    private static object Read(NpgsqlDataReader reader, int column, CopyColumnKind kind) => kind switch
    {
        CopyColumnKind.Id => reader.GetGuid(column),
        CopyColumnKind.Text or CopyColumnKind.Name => reader.GetString(column),
        CopyColumnKind.Bytes => reader.GetFieldValue<byte[]>(column),
        CopyColumnKind.Flag => reader.GetBoolean(column),
        CopyColumnKind.Time => (reader.GetDateTime(column) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond,
        CopyColumnKind.Duration => reader.GetTimeSpan(column).Ticks / TimeSpan.TicksPerMillisecond,
        _ => reader.GetInt64(column),
    };

    private static T?[] Column<T>(IReadOnlyList<IReadOnlyList<object?>> rows, int column)
    {
        var values = new T?[rows.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = (T?)rows[row][column];
        }

        return values;
    }

    private static DateTime? ToTime(long? milliseconds) => milliseconds is { } value
        ? DateTime.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMillisecond)
        : null;

    private static TimeSpan? ToDuration(long? milliseconds) =>
        milliseconds is { } value ? TimeSpan.FromTicks(value * TimeSpan.TicksPerMillisecond) : null;

    private static NpgsqlParameter Make(object values, NpgsqlDbType type) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
