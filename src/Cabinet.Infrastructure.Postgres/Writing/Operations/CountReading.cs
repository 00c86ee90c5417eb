using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Reads the answer of a statement that counts.</summary>
internal static class CountReading
{
    /// <summary>The one number that the statement returned.</summary>
    public static long ReadCount(this NpgsqlDataReader reader) => reader.Read()
        ? reader.GetInt64(0)
        : throw new InvalidOperationException("A statement that counts returned no row.");
}
