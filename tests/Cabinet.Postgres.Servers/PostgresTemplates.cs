using System.Collections.Concurrent;

namespace Cabinet.Postgres.Servers;

/// <summary>Data folders fresh from <c>initdb</c>, one a version, that servers' folders are copies of: initdb is slow.</summary>
internal static class PostgresTemplates
{
    private static readonly ConcurrentDictionary<PostgresVersion, Lazy<Task<string>>> Folders = new();

    /// <summary>Makes a server's data folder.</summary>
    public static async Task CopyAsync(PostgresVersion version, string target, CancellationToken cancelled)
    {
        var made = Folders.GetOrAdd(version, key => new Lazy<Task<string>>(() => MakeAsync(key)));
        try
        {
            var template = await made.Value.WaitAsync(cancelled);
            await ServerAccount.RunAsync("cp", ["-a", "--reflink=auto", template, target], cancelled);
        }
        catch (PostgresServerException)
        {
            Folders.TryRemove(new(version, made));
            throw;
        }
    }

    // Not cancelled: all who ask at once wait for the same one.
    private static async Task<string> MakeAsync(PostgresVersion version)
    {
        var programs = PostgresInstallation.Find(version)
            ?? throw new PostgresServerException(PostgresInstallation.HowToInstall(version));
        var folder = await ServerFolders.MakeAsync($"template-{version:D}", parent: null, CancellationToken.None);
        var data = Path.Combine(folder, "data");
        await ServerAccount.RunAsync(
            Path.Combine(programs, "initdb"),
            ["-D", data, "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync", "--auth=trust"],
            CancellationToken.None);
        return data;
    }
}
