using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Where readers ask; opens the store at the first use. Every answer is one statement, and so one snapshot.</summary>
internal sealed class ReaderSource(Func<StoreDatabase> open)
{
    /// <summary>All rows of a statement, in its order.</summary>
    /// <param name="constantText">Constant text; it calls the store's schema <c>cabinet</c>.</param>
    /// <param name="bind">Adds the parameters in the order of their numbers.</param>
    /// <param name="read">Reads one row.</param>
    /// <param name="cancellationToken">Ends the wait, and the statement.</param>
    /// <exception cref="Application.Persistence.StoreException">The store can't be read.</exception>
    public async ValueTask<List<T>> ListAsync<T>(
        string constantText, Action<Arguments>? bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var database = open();
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await using var batch = database.Statement(connection, constantText);
            bind?.Invoke(new Arguments(batch.BatchCommands[^1].Parameters));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        catch (Exception trouble) when (PostgresFaults.IsTrouble(trouble))
        {
            throw PostgresFaults.ToStoreException(trouble, database.Label);
        }
    }

    /// <summary>The only row of a statement, or nothing. The same exceptions as <see cref="ListAsync"/>.</summary>
    public async ValueTask<T?> FindAsync<T>(
        string constantText, Action<Arguments>? bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(constantText, bind, read, cancellationToken);
        return rows.Count == 0 ? default : rows[0];
    }
}
