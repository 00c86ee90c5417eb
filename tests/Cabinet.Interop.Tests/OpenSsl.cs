using System.ComponentModel;
using System.Diagnostics;

namespace Cabinet.Interop.Tests;

/// <summary>The program openssl, over files in a temporary folder; skips the test where it is missing.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cabinet-openssl-");

    /// <summary>Puts a file where the program finds it.</summary>
    internal void Write(string file, byte[] content) =>
        File.WriteAllBytes(Path.Combine(folder.FullName, file), content);

    /// <summary>Takes a file that the program wrote.</summary>
    internal byte[] Read(string file) => File.ReadAllBytes(Path.Combine(folder.FullName, file));

    /// <summary>Runs a command to its end and answers whether it ended well, and what it said.</summary>
    internal async Task<(bool IsSuccess, string Output)> RunAsync(params string[] arguments)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync(cancelled);
        var output = await process.StandardOutput.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return (process.ExitCode == 0, output + await errors);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("openssl", arguments)
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("openssl isn't installed (Debian: apt-get install openssl).");
            throw;
        }
    }
}
