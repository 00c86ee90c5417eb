using System.Data;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Where readers ask; opens the store at the first use. Every answer is one statement, and so one snapshot.</summary>
/// <remarks>
/// A connection may have died in the pool, at a restart of the server, and the first to learn it is who asks next. So what
/// finds its connection dead asks once more, on a new one: reading twice changes nothing.
/// </remarks>
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
            for (var isAgain = false; ; isAgain = true)
            {
                await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
                await using var batch = database.Statement(connection, constantText);
                bind?.Invoke(new Arguments(batch.BatchCommands[^1].Parameters));
                var rows = new List<T>();
                try
                {
                    await FillAsync(rows, batch, read, cancellationToken);
                    return rows;
                }
                catch (NpgsqlException trouble) when (!isAgain && rows.Count == 0 && IsDead(connection, trouble))
                {
                    // Those that lie beside it in the pool have most likely died with it.
                    database.Source.Clear();
                }
            }
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

    private static async Task FillAsync<T>(
        List<T> rows, NpgsqlBatch batch, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }
    }

    // A server that doesn't answer in time isn't asked again: who asks has waited long enough.
    private static bool IsDead(NpgsqlConnection connection, NpgsqlException trouble) =>
        connection.State != ConnectionState.Open && trouble.InnerException is not TimeoutException;
}
