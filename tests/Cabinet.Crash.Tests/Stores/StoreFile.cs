using SQLitePCL;

namespace Cabinet.Crash.Tests.Stores;

/// <summary>The rows of a store's file, read without any of Cabinet's code.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly sqlite3 handle;

    static StoreFile() => Batteries_V2.Init();

    private StoreFile(sqlite3 handle) => this.handle = handle;

    public static StoreFile Open(string path)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, raw.SQLITE_OPEN_READONLY, null);
        Assert.True(code == raw.SQLITE_OK, $"{path} can't be opened: {code}");
        return new StoreFile(handle);
    }

    /// <summary>Opens a copy of a file and its log, so that the next to open the file finds it as a kill left it.</summary>
    /// <returns>Null when there is no such file.</returns>
    public static StoreFile? OpenCopy(string path, string copy)
    {
        File.Delete(copy + "-wal");
        File.Delete(copy + "-shm");
        if (!File.Exists(path))
        {
            return null;
        }

        File.Copy(path, copy, overwrite: true);
        if (File.Exists(path + "-wal"))
        {
            File.Copy(path + "-wal", copy + "-wal");
        }

        return Open(copy);
    }

    /// <summary>The rows of a query: integers as decimals, blobs in hexadecimal, NULL as an empty text.</summary>
    public IReadOnlyList<string[]> Read(string sql)
    {
        var code = raw.sqlite3_prepare_v2(handle, sql, out var statement);
        Assert.True(code == raw.SQLITE_OK, $"'{sql}' can't be read: {raw.sqlite3_errmsg(handle).utf8_to_string()}");
        using (statement)
        {
            var rows = new List<string[]>();
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                rows.Add([.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(index => Text(statement, index))]);
            }

            Assert.Equal(raw.SQLITE_DONE, code);
            return rows;
        }
    }

    /// <summary>The first column of a query's rows.</summary>
    public IReadOnlyList<string> ReadColumn(string sql) => [.. Read(sql).Select(row => row[0])];

    public void Dispose() => handle.Dispose();

    private static string Text(sqlite3_stmt statement, int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_BLOB
            ? Convert.ToHexStringLower(raw.sqlite3_column_blob(statement, column))
            : raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";
}
