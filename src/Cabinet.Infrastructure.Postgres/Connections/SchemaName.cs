using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Connections;

/// <summary>The schema that holds one store. SQL is constant text that calls it <c>cabinet</c>.</summary>
internal sealed class SchemaName
{
    /// <summary>The longest name that PostgreSQL keeps whole, in bytes.</summary>
    public const int MaximumLength = 63;

    private const string InText = "cabinet.";

    private readonly ConcurrentDictionary<string, string> qualified = new(ReferenceEqualityComparer.Instance);

    public SchemaName(string name)
    {
        Name = name;
        Quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The name as the user gave it.</summary>
    public string Name { get; }

    /// <summary>The name as SQL takes it.</summary>
    public string Quoted { get; }

    /// <summary>The text with this schema's name in it. The text has to be a constant: it is the key of a cache.</summary>
    public string Qualify(string constantText) => qualified.GetOrAdd(
        constantText,
        static (text, quoted) => text.Replace(InText, quoted + ".", StringComparison.Ordinal),
        Quoted);

    /// <summary>A command of constant text with this schema's name in it, and values for its parameters.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Constant text; only the schema's quoted name is put into it.")]
    public NpgsqlCommand Command(NpgsqlConnection connection, string constantText, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(Qualify(constantText), connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    /// <summary>A command that makes the schema.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The name is quoted.")]
    public NpgsqlCommand CreateCommand(NpgsqlConnection connection) => new($"CREATE SCHEMA {Quoted}", connection);
}
