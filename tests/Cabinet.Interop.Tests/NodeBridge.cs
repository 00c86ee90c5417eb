using System.Diagnostics;
using System.Text.Json;

namespace Cabinet.Interop.Tests;

/// <summary>
/// Node with the libraries of <c>tests/Cabinet.Interop</c>, installed into a temporary folder at the first call. Where
/// there is no Node, or the libraries can't be had, the test that calls is skipped and says why.
/// </summary>
public sealed class NodeBridge : IAsyncDisposable
{
    private static readonly TimeSpan InstallBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan CallBound = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cabinet-interop-");
    private Process? node;
    private string? missing;

    /// <summary>Calls an operation of a library's bridge.</summary>
    /// <param name="library">The name of the bridge's file, without its ending.</param>
    /// <param name="operation">The function that it exports.</param>
    /// <param name="argument">Its one argument; names are written in camel case, bytes as Base64.</param>
    /// <exception cref="NodeException">What the library threw.</exception>
    public async Task<JsonElement> CallAsync(string library, string operation, object argument)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await gate.WaitAsync(cancelled);
        try
        {
            await StartAsync(cancelled);
            return await AskAsync(JsonSerializer.Serialize(new { library, operation, argument }, Json), cancelled);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            node.StandardInput.Close();
            await node.WaitForExitAsync();
            node.Dispose();
        }

        gate.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<JsonElement> AskAsync(string call, CancellationToken cancelled)
    {
        using var bounded = new CancellationTokenSource(CallBound, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bounded.Token, cancelled);
        await node!.StandardInput.WriteLineAsync(call.AsMemory(), both.Token);
        await node.StandardInput.FlushAsync(both.Token);
        var line = await node.StandardOutput.ReadLineAsync(both.Token) ?? throw new NodeException("Node ended.");
        using var answer = JsonDocument.Parse(line);
        return answer.RootElement.TryGetProperty("error", out var error)
            ? throw new NodeException(error.GetString()!)
            : answer.RootElement.GetProperty("value").Clone();
    }

    private async Task StartAsync(CancellationToken cancelled)
    {
        if (node is not null)
        {
            return;
        }

        missing ??= await InstallAsync(cancelled);
        Assert.SkipWhen(missing.Length > 0, missing);
        node = Process.Start(Describe("node", "bridge.js"))!;
        // Nobody reads what libraries complain of, so it must not fill the pipe.
        node.ErrorDataReceived += (_, _) => { };
        node.BeginErrorReadLine();
    }

    /// <summary>Answers what is missing, or nothing.</summary>
    private async Task<string> InstallAsync(CancellationToken cancelled)
    {
        var absent = new[] { "node", "npm" }.Where(program => !IsInstalled(program)).ToList();
        if (absent.Count > 0)
        {
            return $"{string.Join(" and ", absent)} aren't installed; ./test installs them where it may.";
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "node")))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        using var bounded = new CancellationTokenSource(InstallBound, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bounded.Token, cancelled);
        using var install = Process.Start(Describe("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))!;
        var errors = install.StandardError.ReadToEndAsync(both.Token);
        await install.StandardOutput.ReadToEndAsync(both.Token);
        await install.WaitForExitAsync(both.Token);
        return install.ExitCode == 0 ? "" : $"npm couldn't install the libraries: {await errors}";
    }

    private ProcessStartInfo Describe(string program, params string[] arguments) => new(program, arguments)
    {
        WorkingDirectory = folder.FullName,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
