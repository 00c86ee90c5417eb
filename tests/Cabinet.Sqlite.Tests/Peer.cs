using System.Diagnostics;

namespace Cabinet.Sqlite.Tests;

/// <summary>A second process on the same file.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    private Peer(Process process) => this.process = process;

    /// <summary>Starts a command of Cabinet.Sqlite.Peer and waits until it says that it is ready.</summary>
    /// <returns>The process, and what it said before.</returns>
    public static async Task<(Peer Peer, List<string> Said)> StartAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Cabinet.Sqlite.Peer.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var peer = new Peer(Process.Start(start)!);
        var said = new List<string>();
        while (await peer.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == "ready")
            {
                return (peer, said);
            }

            said.Add(line);
        }

        throw new InvalidOperationException("The peer ended before it was ready.");
    }

    /// <summary>Reads the next lines that it says, fewer when it ends before.</summary>
    public async Task<List<string>> ReadAsync(int lines)
    {
        var said = new List<string>();
        while (said.Count < lines
            && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
        }

        return said;
    }

    /// <summary>Lets it end by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Kills it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
