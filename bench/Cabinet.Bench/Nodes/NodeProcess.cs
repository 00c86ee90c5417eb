using System.Diagnostics;
using Cabinet.Bench.Processes;
using Cabinet.Bench.Queue;

namespace Cabinet.Bench.Nodes;

/// <summary>A node of Cabinet in a process of its own: this program again, as <see cref="NodeProgram"/>.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly Task reading;

    private NodeProcess(Process process, Action<NodeLine> told)
    {
        this.process = process;
        reading = ReadAsync(told);
    }

    /// <summary>Processor time so far, in seconds.</summary>
    public double CpuSeconds => ProcessTree.CpuSeconds(process.Id);

    /// <param name="store">The store that the place is on.</param>
    /// <param name="place">Where the queue is.</param>
    /// <param name="tellsEach">Whether it tells of each start, otherwise of counts.</param>
    /// <param name="told">Called for each line, one after the other.</param>
    public static NodeProcess Start(IQueueStore store, QueuePlace place, bool tellsEach, Action<NodeLine> told)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [NodeProgram.Command, "--store", store.Name, "--folder", place.Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (place.ConnectionString is { } connectionString)
        {
            start.ArgumentList.Add("--connection");
            start.ArgumentList.Add(connectionString);
        }
        if (tellsEach)
        {
            start.ArgumentList.Add("--each");
        }
        return new NodeProcess(
            Process.Start(start) ?? throw new InvalidOperationException("A node didn't start."), told);
    }

    /// <summary>Completes with an error when the node ends before it is disposed.</summary>
    public async Task WhenLostAsync()
    {
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"A node ended with exit code {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(LongestStop, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        await reading;
        process.Dispose();
    }

    private async Task ReadAsync(Action<NodeLine> told)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (NodeLine.Parse(line) is { } known)
            {
                told(known);
            }
        }
    }
}
