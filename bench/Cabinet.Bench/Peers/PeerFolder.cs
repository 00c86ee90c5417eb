using System.Security.Cryptography;
using Cabinet.Bench.Processes;

namespace Cabinet.Bench.Peers;

/// <summary>Finds the peers' programs in <c>bench/peers</c> and installs what they need from npm.</summary>
internal static class PeerFolder
{
    private static readonly TimeSpan LongestInstall = TimeSpan.FromMinutes(10);

    /// <summary>The programs; those on Node are left out, with a note, when Node isn't there.</summary>
    public static async Task<IReadOnlyList<PeerProgram>> ProgramsAsync(
        bool hasRedis, TextWriter notes, CancellationToken cancellation)
    {
        var dotnet = new PeerProgram(BenchFolder.ProgramOf("peers", "Cabinet.Peers"), script: [], peers: []);
        try
        {
            var installed = await InstallAsync(BenchFolder.Find("peers/node"), cancellation);
            string[] names = hasRedis ? ["graphile-worker", "pg-boss", "bullmq"] : ["graphile-worker", "pg-boss"];
            return [dotnet, new PeerProgram("node", [Path.Combine(installed, "run.mjs")], names)];
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await notes.WriteLineAsync($"The peers on Node are left out: {failure.Message}");
            return [dotnet];
        }
    }

    // No lock file: a registry that lacks another platform's optional packages makes one that npm then refuses. What
    // is measured is pinned in package.json, and its version is read from what was installed.

    /// <summary>Copies the programs beside their packages: a cache folder for each list of packages.</summary>
    private static async Task<string> InstallAsync(string source, CancellationToken cancellation)
    {
        var packages = await File.ReadAllBytesAsync(Path.Combine(source, "package.json"), cancellation);
        var cache = Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "cabinet-bench-peers",
            Convert.ToHexStringLower(SHA256.HashData(packages))[..16]);
        Directory.CreateDirectory(cache);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(cache, Path.GetFileName(file)), overwrite: true);
        }
        // npm writes this file last, so what it stands in is whole.
        if (!File.Exists(Path.Combine(cache, "node_modules", ".package-lock.json")))
        {
            await ChildProcess.RunAsync(
                "npm",
                ["install", "--prefix", cache, "--ignore-scripts", "--no-audit", "--no-fund"],
                LongestInstall,
                cancellation);
        }
        return cache;
    }
}
