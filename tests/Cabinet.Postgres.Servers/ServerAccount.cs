using System.Diagnostics;

namespace Cabinet.Postgres.Servers;

/// <summary>
/// Who runs the servers: PostgreSQL and PgBouncer refuse root, so root's servers run as the user <c>postgres</c>, and
/// everybody else's as themselves.
/// </summary>
internal static class ServerAccount
{
    private const string Name = "postgres";

    public static bool Exists { get; } = !Environment.IsPrivilegedProcess
        || File.ReadLines("/etc/passwd").Any(line => line.StartsWith(Name + ':', StringComparison.Ordinal));

    /// <summary>Describes a program that is to run under the account, without a PostgreSQL setting of our caller.</summary>
    public static ProcessStartInfo Describe(string program, params IEnumerable<string> arguments)
    {
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo(
                "setpriv", ["--reuid", Name, "--regid", Name, "--init-groups", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        // Our own working folder may be closed to the account.
        start.WorkingDirectory = "/";
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        foreach (var name in start.Environment.Keys.Where(IsOfPostgres).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    /// <summary>Runs a program under the account to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="PostgresServerException">It ended with another code than zero.</exception>
    public static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancelled,
        string input = "")
    {
        var start = Describe(program, arguments);
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancelled);
            var errors = process.StandardError.ReadToEndAsync(cancelled);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancelled);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancelled);
            return process.ExitCode == 0
                ? await output
                : throw new PostgresServerException($"{program} ended with {process.ExitCode}: {await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Writes a file that belongs to the account, because PostgreSQL opens some of its files for writing.</summary>
    public static Task WriteFileAsync(string path, string text, CancellationToken cancelled) =>
        RunAsync("sh", ["-c", "umask 077; cat >\"$1\"", "sh", path], cancelled, text);

    private static bool IsOfPostgres(string name) => name.StartsWith("PG", StringComparison.Ordinal);
}
