using System.Data.Common;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>
/// Where a store is on PostgreSQL, read from what a person writes: Npgsql's <c>Host=…;Database=…</c>, or a URI such as
/// <c>postgres://user@host:5432/database?sslmode=require</c>. Both may say <c>schema</c> (the default is
/// <c>cabinet</c>) and <c>pools transactions</c> (in a URI <c>pools_transactions</c>; the default is false).
/// </summary>
/// <remarks>
/// What it prints names server, database and schema, and never a password. Messages of refusals quote keywords, and
/// never values: one of them may be a password in the wrong place.
/// </remarks>
public sealed class PostgresAddress
{
    private const string SchemaKeyword = "schema";
    private const string PoolsTransactionsKeyword = "pools transactions";

    private PostgresAddress(NpgsqlConnectionStringBuilder settings, string schema, bool poolsTransactions)
    {
        ConnectionString = settings.ConnectionString;
        Schema = schema;
        PoolsTransactions = poolsTransactions;
        Label = $"{StoreConnections.Label(settings)}, schema {schema}";
        (Printable, HasSecrets) = Print(settings, schema, poolsTransactions);
    }

    /// <summary>How to reach the server, in Npgsql's form. It may hold a password.</summary>
    public string ConnectionString { get; }

    /// <summary>The schema that holds the store.</summary>
    public string Schema { get; }

    /// <summary>Whether connections go through a proxy that pools by transaction.</summary>
    public bool PoolsTransactions { get; }

    /// <summary>Server, database and schema, for people; nothing secret.</summary>
    public string Label { get; }

    /// <summary>The address as it may be typed again, in Npgsql's form; without what is secret.</summary>
    public string Printable { get; }

    /// <summary>Whether something secret was left out of <see cref="Printable"/>.</summary>
    public bool HasSecrets { get; }

    /// <summary>Whether a text means PostgreSQL at all.</summary>
    public static bool Looks(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PostgresUri.IsOne(text) || text.Contains('=', StringComparison.Ordinal);
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It isn't one; the message says what is wrong with it.</exception>
    public static PostgresAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = PostgresUri.IsOne(text) ? PostgresUri.Read(text) : Split(text);
        var schema = Take(words, SchemaKeyword) ?? new PostgresStoreOptions().Schema;
        var poolsTransactions = Take(words, PoolsTransactionsKeyword) is { } said && ReadBoolean(said);
        var settings = new NpgsqlConnectionStringBuilder();
        foreach (string keyword in words.Keys)
        {
            Set(settings, keyword, words[keyword]);
        }

        return string.IsNullOrEmpty(settings.Host)
            ? throw new FormatException("It names no server: say Host=…, or postgres://user@host/database.")
            : new PostgresAddress(settings, schema, poolsTransactions);
    }

    /// <summary>Takes the address into a store's options.</summary>
    public void ApplyTo(PostgresStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ConnectionString = ConnectionString;
        options.Schema = Schema;
        options.PoolsTransactions = PoolsTransactions;
    }

    /// <summary>The label.</summary>
    public override string ToString() => Label;

    private static (string Text, bool HasSecrets) Print(
        NpgsqlConnectionStringBuilder settings, string schema, bool poolsTransactions)
    {
        // Begun anew, because setting a password to null keeps its keyword.
        var printed = new DbConnectionStringBuilder();
        var hasSecrets = false;
        foreach (var keyword in settings.Keys.Cast<string>())
        {
            if (keyword.Contains("password", StringComparison.OrdinalIgnoreCase))
            {
                hasSecrets = true;
            }
            else
            {
                printed[keyword] = settings[keyword];
            }
        }

        if (schema != new PostgresStoreOptions().Schema)
        {
            printed["Schema"] = schema;
        }

        if (poolsTransactions)
        {
            printed["Pools Transactions"] = true;
        }

        return (printed.ConnectionString, hasSecrets);
    }

    private static DbConnectionStringBuilder Split(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            throw new FormatException("It isn't a list of keyword=value, separated by semicolons.");
        }
    }

    private static string? Take(DbConnectionStringBuilder words, string keyword)
    {
        if (!words.TryGetValue(keyword, out var value))
        {
            return null;
        }

        words.Remove(keyword);
        return (string)value;
    }

    private static bool ReadBoolean(string text) => bool.TryParse(text, out var value)
        ? value
        : throw new FormatException($"'{PoolsTransactionsKeyword}' is neither true nor false.");

    private static void Set(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        try
        {
            settings[keyword] = value;
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException or FormatException
            or InvalidCastException or OverflowException)
        {
            // The inner exception isn't kept: it may quote the value.
            throw new FormatException($"The keyword '{keyword}' isn't known, or its value isn't one that it takes.");
        }
    }
}
