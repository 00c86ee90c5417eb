using System.Diagnostics;
using System.Text.Json;

namespace Cabinet.Host.Tests.Commands;

/// <summary>A node that a test started with <c>cabinet serve</c>.</summary>
internal sealed class RunningNode : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private RunningNode(Process process, JsonElement line)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
        Client = new HttpClient { BaseAddress = new Uri(line.GetProperty("url").GetString()!) };
        Api = line.TryGetProperty("api", out var api) ? new Uri(api.GetString()!) : null;
    }

    /// <summary>Asks the node over HTTP.</summary>
    public HttpClient Client { get; }

    /// <summary>Where its signed boundary is; null when it is off.</summary>
    public Uri? Api { get; }

    /// <summary>Starts a node and waits until it says where it listens.</summary>
    public static async Task<RunningNode> StartAsync(string data, params string[] arguments)
    {
        var process = CabinetProgram.Start(
            ["serve", "--data", data, "--listen", "127.0.0.1:0", "--json", .. arguments]);
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(line is not null, "The node ended before it listened.");
        return new RunningNode(process, JsonElement.Parse(line));
    }

    /// <summary>Stops it as an operator would.</summary>
    /// <returns>Its exit code, and everything that it logged.</returns>
    public async Task<(int ExitCode, string Log)> StopAsync()
    {
        Signals.Send(process, Signals.Terminate);
        await CabinetProgram.WaitAsync(process);
        return (process.ExitCode, await errors);
    }

    /// <summary>Kills it as a crash would.</summary>
    public void Kill() => process.Kill();

    /// <inheritdoc />
    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
