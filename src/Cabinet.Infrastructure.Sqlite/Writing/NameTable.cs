using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>The numbers of names, as the writer needs them: known ones from memory, new ones inserted.</summary>
internal sealed class NameTable(SqliteConnection connection, string findSql, string insertSql)
{
    private const int Unknown = -1;

    private readonly SqliteStatement find = connection.Prepare(findSql);
    private readonly SqliteStatement insert = connection.Prepare(insertSql);
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    /// <summary>The number of a name, which is inserted when it is new.</summary>
    public int Require(string name)
    {
        var number = Find(name);
        if (number != Unknown)
        {
            return number;
        }

        insert.Bind(1, name);
        insert.Step();
        number = insert.Int32(0);
        insert.Reset();
        known[name] = number;
        return number;
    }

    /// <summary>The number of a name; false when no record has used it yet.</summary>
    public bool TryFind(string name, out int number)
    {
        number = Find(name);
        return number != Unknown;
    }

    /// <summary>Forgets everything: what was inserted may have been undone.</summary>
    public void Forget() => known.Clear();

    private int Find(string name)
    {
        if (known.TryGetValue(name, out var number))
        {
            return number;
        }

        find.Bind(1, name);
        if (!find.Step())
        {
            return Unknown;
        }

        number = find.Int32(0);
        find.Reset();
        known[name] = number;
        return number;
    }
}
