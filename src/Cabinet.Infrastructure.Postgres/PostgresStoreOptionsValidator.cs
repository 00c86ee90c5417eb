using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>Says what is wrong with the options, what is allowed, and where.</summary>
internal sealed partial class PostgresStoreOptionsValidator : IValidateOptions<PostgresStoreOptions>
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, PostgresStoreOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(PostgresStoreOptions options)
    {
        if (ProblemOf(options.ConnectionString) is { } problem)
        {
            yield return $"PostgresStoreOptions.ConnectionString {problem}";
        }

        if (options.ListenConnectionString is { } listen && ProblemOf(listen) is { } other)
        {
            yield return $"PostgresStoreOptions.ListenConnectionString {other}";
        }

        if (!SchemaPattern().IsMatch(options.Schema) || options.Schema.StartsWith("pg_", StringComparison.Ordinal))
        {
            yield return $"PostgresStoreOptions.Schema is '{options.Schema}'; use 1 to 40 lower-case letters, digits and "
                + "underscores, beginning with a letter or an underscore and not with 'pg_'.";
        }

        if (options.MaximumConnections is < 3 or > 100)
        {
            yield return $"PostgresStoreOptions.MaximumConnections is {options.MaximumConnections}; use 3 to 100.";
        }

        foreach (var (what, time) in ((string, TimeSpan)[])
            [("StatementTimeout", options.StatementTimeout), ("LookUpTimeout", options.LookUpTimeout)])
        {
            if (time < TimeSpan.FromSeconds(1) || time > Longest)
            {
                yield return $"PostgresStoreOptions.{what} is {time}; use 1 second to 10 minutes.";
            }
        }

        if (options.WakeInterval < TimeSpan.FromMilliseconds(1) || options.WakeInterval > TimeSpan.FromSeconds(1))
        {
            yield return $"PostgresStoreOptions.WakeInterval is {options.WakeInterval}; use 1 millisecond to 1 second.";
        }

        if (options.MaximumPendingBytes is < Mebibyte or > 4096 * Mebibyte)
        {
            yield return
                $"PostgresStoreOptions.MaximumPendingBytes is {options.MaximumPendingBytes}; use 1 MiB to 4 GiB.";
        }
    }

    // What Npgsql says may repeat a password, so only the kind of trouble is told.
    private static string? ProblemOf(string connectionString)
    {
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host)
                ? "names no host. Use for example 'Host=db.example.org;Database=cabinet;Username=cabinet'."
                : null;
        }
        catch (ArgumentException)
        {
            return "isn't one that Npgsql understands. Use for example "
                + "'Host=db.example.org;Database=cabinet;Username=cabinet'.";
        }
    }

    [GeneratedRegex(@"^[a-z_][a-z0-9_]{0,39}\z")]
    private static partial Regex SchemaPattern();
}
