using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Sqlite;

/// <summary>Refuses options that can't work, before anything is opened.</summary>
internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    private const long Mebibyte = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(SqliteStoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            yield return "SqliteStoreOptions.Path names no file. Set it to where the store should live.";
        }

        if (options.BusyTimeout < TimeSpan.FromMilliseconds(100) || options.BusyTimeout > TimeSpan.FromMinutes(10))
        {
            yield return $"SqliteStoreOptions.BusyTimeout is {options.BusyTimeout}; use 100 ms to 10 minutes.";
        }

        if (options.MaximumPendingBytes is < Mebibyte or > 4096 * Mebibyte)
        {
            yield return
                $"SqliteStoreOptions.MaximumPendingBytes is {options.MaximumPendingBytes}; use 1 MiB to 4 GiB.";
        }

        if (options.Readers is < 1 or > 64)
        {
            yield return $"SqliteStoreOptions.Readers is {options.Readers}; use 1 to 64.";
        }
    }
}
