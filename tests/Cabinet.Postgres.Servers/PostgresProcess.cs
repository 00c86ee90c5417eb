namespace Cabinet.Postgres.Servers;

/// <summary>Starts the server's process for a data folder and waits until it takes connections.</summary>
internal static class PostgresProcess
{
    private const int StatusLine = 7;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts it; its settings are in the folder.</summary>
    /// <returns>The server, ready; or nothing when its port was taken.</returns>
    /// <exception cref="PostgresServerException">It ended for another reason, which the message has.</exception>
    public static async Task<WatchedProcess?> StartAsync(
        string programs,
        string dataFolder,
        string log,
        CancellationToken cancelled)
    {
        var before = File.Exists(log) ? new FileInfo(log).Length : 0;
        // The watchdog ends it in immediate mode: nobody is left to whom its data matters.
        var process = await WatchedProcess.StartAsync(
            log, "QUIT", cancelled, Path.Combine(programs, "postgres"), "-D", dataFolder);
        try
        {
            while (!IsReady(dataFolder, process.Id))
            {
                if (process.HasEnded)
                {
                    var said = File.ReadAllText(log)[(int)before..];
                    if (!said.Contains("Address already in use", StringComparison.Ordinal))
                    {
                        throw new PostgresServerException($"The server ended while it started: {said}");
                    }

                    await process.DisposeAsync();
                    return null;
                }

                await Task.Delay(Pause, TimeProvider.System, cancelled);
            }

            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Frees the shared memory that a killed server left, which nobody but its next start on the same data does: it is
    /// started until it has its own, and ended.
    /// </summary>
    public static async Task ReleaseMemoryAsync(string programs, string dataFolder, string log)
    {
        await using var process = await WatchedProcess.StartAsync(
            log, "QUIT", CancellationToken.None, Path.Combine(programs, "postgres"), "-D", dataFolder);
        // The seventh line names the new memory; it is written when the old one is gone.
        while (!process.HasEnded && ReadState(dataFolder).Length < StatusLine)
        {
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    // As pg_ctl does: the server writes its state into the eighth line of its file, and its process id into the first.
    private static bool IsReady(string dataFolder, int process) =>
        ReadState(dataFolder) is { Length: > StatusLine } lines
        && lines[0] == process.ToString("D", null)
        && lines[StatusLine].Trim() == "ready";

    private static string[] ReadState(string dataFolder)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(dataFolder, "postmaster.pid"));
        }
        catch (IOException)
        {
            return [];
        }
    }
}
