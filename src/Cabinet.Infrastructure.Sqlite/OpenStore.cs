using Cabinet.Infrastructure.Sqlite.Enlisting;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Reading;
using Cabinet.Infrastructure.Sqlite.Schema;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite;

/// <summary>What exists while the file is open: the writer and the readers.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private OpenStore(Writer writer, ReaderPool readers, Enlistment enlistment) =>
        (Writer, Readers, Enlistment) = (writer, readers, enlistment);

    public Writer Writer { get; }

    public ReaderPool Readers { get; }

    /// <summary>Where writes into developers' transactions go.</summary>
    public Enlistment Enlistment { get; }

    /// <summary>Opens a file whose schema this release works with.</summary>
    /// <exception cref="Application.Persistence.StoreException">It can't be opened, or has another schema.</exception>
    public static OpenStore Open(SqliteStoreOptions options, WriterContext context, out int version)
    {
        var connection = ConnectionFactory.OpenWriter(context.Path);
        try
        {
            version = SchemaCheck.RequireUsable(connection, context.Path);
            var names = new NameCache();
            var session = new WriterSession(connection, names, context.Metrics);
            ConnectionFactory.MakeBusyQuickly(connection);
            var enlistment = new Enlistment(connection.FileName, context);
            var writer = new Writer(session, context, options.MaximumPendingBytes);
            return new OpenStore(writer, new ReaderPool(context.Path, options.Readers, names), enlistment);
        }
        catch (SqliteError error)
        {
            connection.Dispose();
            throw SqliteFaults.ToStoreException(error, context.Path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Readers.Dispose();
        await Writer.DisposeAsync();
    }
}
