using System.Diagnostics;
using System.Globalization;

namespace Cabinet.Postgres.Servers;

/// <summary>
/// This process's folder below the temporary one, which belongs to the servers' account. A small shell deletes it when
/// its standard input closes, which the system does however this process ends.
/// </summary>
internal static class ServerFolders
{
    // Servers that end at the same moment may still write: so a few attempts, a second apart.
    private const string Script = """
        exec >/dev/null 2>&1
        read -r _
        for attempt in 1 2 3 4 5 6 7 8 9 10; do
          rm -rf "$1" && exit 0
          sleep 1
        done
        """;

    private static readonly Lock Gate = new();
    private static Task<string>? root;
    private static int made;

    // Held, because the shell would take its collection for the end of this process.
    private static Process? janitor;

    /// <summary>Makes a folder that belongs to the account.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="parent">Where; below this process's own folder by default.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<string> MakeAsync(string name, string? parent, CancellationToken cancelled)
    {
        var number = Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);
        if (parent is not null)
        {
            var template = Path.Combine(Path.GetFullPath(parent), $"{name}-XXXXXX");
            return (await ServerAccount.RunAsync("mktemp", ["-d", template], cancelled)).Trim();
        }

        var folder = Path.Combine(await RootAsync().WaitAsync(cancelled), $"{name}-{number}");
        await ServerAccount.RunAsync("mkdir", ["-m", "700", folder], cancelled);
        return folder;
    }

    /// <summary>Deletes a folder, if it is there.</summary>
    public static Task DeleteAsync(string folder) =>
        ServerAccount.RunAsync("rm", ["-rf", folder], CancellationToken.None);

    private static Task<string> RootAsync()
    {
        lock (Gate)
        {
            return root is null or { IsFaulted: true } ? root = MakeRootAsync() : root;
        }
    }

    private static async Task<string> MakeRootAsync()
    {
        var template = Path.Combine(Path.GetTempPath(), "cabinet-postgres-XXXXXX");
        var folder = (await ServerAccount.RunAsync("mktemp", ["-d", template], CancellationToken.None)).Trim();
        var start = ServerAccount.Describe("setsid", "sh", "-c", Script, "sh", folder);
        start.RedirectStandardOutput = false;
        janitor = Process.Start(start)!;
        return folder;
    }
}
