using System.Collections.Concurrent;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The numbers of names, remembered while the server is the same: a name that has one keeps it.</summary>
internal sealed class NameTable(StoreDatabase database) : INameIds
{
    // Two statements, because a name that another process makes at this moment is seen by the second one only.
    private const string InsertSql =
        "INSERT INTO cabinet.name (text) SELECT $1 WHERE NOT EXISTS (SELECT FROM cabinet.name WHERE text = $1) "
        + "ON CONFLICT (text) DO NOTHING";

    private const string FindSql = "SELECT id FROM cabinet.name WHERE text = $1";

    private const string TextSql = "SELECT text FROM cabinet.name WHERE id = $1";

    private readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, string> texts = new();

    public int Of(string name) =>
        numbers.TryGetValue(name, out var number) ? number : throw new NameUnknownException(name);

    /// <summary>The number of a name, or null when no row has ever named it.</summary>
    public async Task<int?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        if (numbers.TryGetValue(name, out var known))
        {
            return known;
        }

        await using var find = database.Statement(connection, FindSql, name);
        if (await find.ExecuteScalarAsync(cancellationToken) is not int number)
        {
            return null;
        }

        Remember(name, number);
        return number;
    }

    /// <summary>Makes sure that a name has a number, and remembers it.</summary>
    public async Task MakeAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var insert = database.Statement(connection, InsertSql, name);
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await FindAsync(connection, name, cancellationToken);
    }

    /// <summary>Forgets all of them, because the server may be another one; they are read again when they are needed.</summary>
    public void Forget()
    {
        numbers.Clear();
        texts.Clear();
    }

    /// <summary>The name of a number that a row has.</summary>
    public string TextOf(int number) =>
        texts.TryGetValue(number, out var text) ? text : throw new NumberUnknownException(number);

    /// <summary>Remembers the name of a number that a row has.</summary>
    public async Task LoadAsync(NpgsqlConnection connection, int number, CancellationToken cancellationToken)
    {
        await using var read = database.Statement(connection, TextSql, number);
        Remember((string)(await read.ExecuteScalarAsync(cancellationToken))!, number);
    }

    private void Remember(string name, int number)
    {
        numbers[name] = number;
        texts[number] = name;
    }
}
