using System.Diagnostics;
using System.Globalization;

namespace Cabinet.Postgres.Servers;

/// <summary>
/// A server under way, with a watchdog: a small shell starts it and ends it when the shell's standard input closes,
/// which the system does however this process ends. (The kernel's own signal at a parent's death, <c>pdeathsig</c>, won't
/// do: it fires at the death of the <i>thread</i> that started the process, and .NET's threads come and go.)
/// </summary>
internal sealed class WatchedProcess : IAsyncDisposable
{
    // A session of its own keeps a signal to our process group, such as Ctrl+C, from reaching the server before the
    // watchdog has ended it in the way that it should end.
    private const string Script = """
        log=$1 signal=$2
        shift 2
        exec 3<&0 2>/dev/null
        "$@" >>"$log" 2>&1 </dev/null 3<&- &
        server=$!
        echo "$server"
        exec >&-
        ( read -r _ <&3; kill -s "$signal" "$server" ) &
        watchdog=$!
        wait "$server"
        code=$?
        kill "$watchdog"
        wait "$watchdog"
        exit "$code"
        """;

    private readonly Process shell;

    private WatchedProcess(Process shell, int id)
    {
        this.shell = shell;
        Id = id;
    }

    /// <summary>The server's own process id.</summary>
    public int Id { get; }

    public bool HasEnded => shell.HasExited;

    /// <param name="log">The file to which its output is appended.</param>
    /// <param name="signal">The name of the signal by which the watchdog ends it.</param>
    /// <param name="cancelled">Gives up waiting for its process id.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<WatchedProcess> StartAsync(
        string log,
        string signal,
        CancellationToken cancelled,
        params IEnumerable<string> command)
    {
        var shell = Process.Start(ServerAccount.Describe("setsid", ["sh", "-c", Script, "sh", log, signal, .. command]))!;
        try
        {
            var id = await shell.StandardOutput.ReadLineAsync(cancelled)
                ?? throw new PostgresServerException("The shell that should start a server ended at once.");
            return new WatchedProcess(shell, int.Parse(id, CultureInfo.InvariantCulture));
        }
        catch
        {
            shell.Dispose();
            throw;
        }
    }

    public void Signal(int signal)
    {
        if (!HasEnded)
        {
            Signals.Send(Id, signal);
        }
    }

    /// <summary>Completes when the server has ended.</summary>
    public Task EndAsync(CancellationToken cancelled) => shell.WaitForExitAsync(cancelled);

    /// <summary>Lets the watchdog end it, if it is under way, and completes when it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }
}
