using Cabinet.Application.Persistence.Copying;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Schema;

namespace Cabinet.Infrastructure.Sqlite.Copying;

/// <summary>Reads the whole file in one snapshot.</summary>
internal sealed class SqliteStoreExport(SqliteStoreOptions options) : IStoreExport
{
    private readonly string path = Path.GetFullPath(options.Path);
    private SqliteConnection? connection;

    public ValueTask<long> CountAsync(CopyTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        try
        {
            return ValueTask.FromResult(Open().ReadInt64($"SELECT count(*) FROM ({ExportSql.Of(table.Name)})"));
        }
        catch (SqliteError error)
        {
            throw SqliteFaults.ToStoreException(error, path);
        }
    }

    public IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        CopyTable table, long skip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Rows(table, skip, cancellationToken).ToAsyncEnumerable();
    }

    public ValueTask DisposeAsync()
    {
        connection?.Dispose();
        connection = null;
        return ValueTask.CompletedTask;
    }

    private IEnumerable<IReadOnlyList<object?>> Rows(
        CopyTable table, long skip, CancellationToken cancellationToken)
    {
        using var statement = Prepare(table.Name);
        statement.Bind(1, skip);
        while (Step(statement))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new object?[table.Columns.Count];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = statement.IsNull(column) ? null : Value(statement, column, table.Columns[column].Kind);
            }

            yield return row;
        }
    }

    private static object Value(SqliteStatement statement, int column, CopyColumnKind kind) => kind switch
    {
        CopyColumnKind.Id => statement.Id(column),
        CopyColumnKind.Text or CopyColumnKind.Name => statement.Text(column),
        CopyColumnKind.Bytes => statement.Bytes(column).ToArray(),
        CopyColumnKind.Flag => statement.Int64(column) != 0,
        _ => statement.Int64(column),
    };

    private SqliteStatement Prepare(string table)
    {
        try
        {
            return Open().PrepareOnce($"{ExportSql.Of(table)} LIMIT -1 OFFSET ?1");
        }
        catch (SqliteError error)
        {
            throw SqliteFaults.ToStoreException(error, path);
        }
    }

    private bool Step(SqliteStatement statement)
    {
        try
        {
            return statement.Step();
        }
        catch (SqliteError error)
        {
            throw SqliteFaults.ToStoreException(error, path);
        }
    }

    private SqliteConnection Open()
    {
        if (connection is null)
        {
            var opened = ConnectionFactory.OpenReader(path);
            try
            {
                SchemaCheck.RequireUsable(opened, path);
                opened.Execute("BEGIN");
                connection = opened;
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }

        return connection;
    }
}
