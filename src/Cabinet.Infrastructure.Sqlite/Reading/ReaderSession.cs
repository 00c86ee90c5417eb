using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>One reading connection with the statements that were used on it so far.</summary>
internal sealed class ReaderSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement end;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    public ReaderSession(SqliteConnection connection, NameCache names)
    {
        this.connection = connection;
        begin = connection.Prepare("BEGIN");
        end = connection.Prepare("COMMIT");
        Names = new NameReader(connection, names);
    }

    public NameReader Names { get; }

    public void Dispose() => connection.Dispose();

    /// <summary>Runs reads on one snapshot: all of them see the same commits.</summary>
    public T InSnapshot<T>(Func<ReaderSession, T> read)
    {
        begin.Run();
        try
        {
            var result = read(this);
            end.Run();
            return result;
        }
        catch
        {
            connection.RollBack();
            throw;
        }
    }

    /// <summary>The statement of a constant text, prepared at its first use.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = connection.Prepare(sql);
            statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>A sealed column; NULL is no content, which isn't the same as empty content.</summary>
    public static Content Sealed(SqliteStatement row, int column) =>
        row.IsNull(column) ? Content.None : Content.FromSealed(row.Bytes(column).ToArray());
}
