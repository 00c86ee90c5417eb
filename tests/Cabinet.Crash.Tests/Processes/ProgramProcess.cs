using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Cabinet.Crash.Tests.Processes;

/// <summary>A program under way: what it wrote so far, and its end, whether by itself or by a kill.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    // 128 and SIGKILL: how the end of a killed process is told from its own.
    private const int Killed = 128 + 9;

    private readonly Lock reading = new();
    private readonly Process process;
    private readonly List<OutputLine> lines = [];
    private readonly List<Marker> markers = [];
    private readonly StringBuilder errors = new();
    private readonly long startedAt = TimeProvider.System.GetTimestamp();
    private readonly Task ended;

    private ProgramProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        ended = Task.WhenAll(
            ReadAsync(process.StandardOutput, AddLine),
            ReadAsync(process.StandardError, AddError),
            process.WaitForExitAsync());
    }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>The whole lines of standard output so far.</summary>
    public IReadOnlyList<OutputLine> Lines
    {
        get
        {
            lock (reading)
            {
                return [.. lines];
            }
        }
    }

    /// <summary>Standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (reading)
            {
                return errors.ToString();
            }
        }
    }

    /// <summary>How long it has been under way.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(startedAt);

    public static ProgramProcess Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("CABINET_ROOT_KEY");
        return new ProgramProcess(start);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The ended program; its exit code was zero.</returns>
    public static async Task<ProgramProcess> RunAsync(string program, TimeSpan bound, params IEnumerable<string> arguments)
    {
        var started = Start(program, arguments);
        var exitCode = await started.EndAsync(bound);
        Assert.True(exitCode == 0, $"{program} ended with {exitCode}: {started.Errors}");
        return started;
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(TimeSpan bound)
    {
        try
        {
            await ended.WaitAsync(bound, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            await KillAsync();
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"It didn't end within {bound}. Its last lines: {string.Join('\n', Lines.TakeLast(5))}\n{Errors}"));
        }

        return process.ExitCode;
    }

    /// <summary>Completes when a moment's lines have been written.</summary>
    public Task SeesAsync(KillMoment moment)
    {
        var marker = new Marker(moment);
        lock (reading)
        {
            markers.Add(marker);
            lines.ForEach(marker.Look);
        }

        return marker.Seen;
    }

    /// <summary>Waits for the first line with a text.</summary>
    public Task SeesFirstAsync(string text, TimeSpan bound) => SeesAsync(text, isFirst: true, bound);

    /// <summary>Waits for the next line with a text; what was written before doesn't count.</summary>
    public Task SeesNextAsync(string text, TimeSpan bound) => SeesAsync(text, isFirst: false, bound);

    private async Task SeesAsync(string text, bool isFirst, TimeSpan bound)
    {
        var marker = new Marker(new KillMoment(text, 1, TimeSpan.Zero));
        lock (reading)
        {
            markers.Add(marker);
            if (isFirst)
            {
                lines.ForEach(marker.Look);
            }
        }

        try
        {
            await Task.WhenAny(marker.Seen, ended).WaitAsync(bound, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"No '{text}' within {bound}.\n{Errors}");
        }

        lock (reading)
        {
            markers.Remove(marker);
        }

        if (!marker.Seen.IsCompleted)
        {
            Assert.Fail($"It ended by itself.\n{Errors}");
        }
    }

    /// <summary>Kills it (SIGKILL) and completes when it has ended.</summary>
    public async Task KillAsync()
    {
        // SIGKILL to this one process; one that has ended is left alone.
        process.Kill();
        await ended;
    }

    /// <summary>Kills it at a moment of its run, unless it ends before.</summary>
    /// <returns>Whether the kill ended it.</returns>
    public async Task<bool> KillAtAsync(KillMoment moment, TimeSpan bound)
    {
        await Task.WhenAny(SeesAsync(moment), ended).WaitAsync(bound, TimeProvider.System);
        try
        {
            await ended.WaitAsync(moment.Delay, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }

        return process.ExitCode == Killed;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void AddLine(string text)
    {
        lock (reading)
        {
            var line = new OutputLine(text, Elapsed);
            lines.Add(line);
            markers.ForEach(marker => marker.Look(line));
        }
    }

    private void AddError(string text)
    {
        lock (reading)
        {
            errors.AppendLine(text);
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> add)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            add(line);
        }
    }
}
