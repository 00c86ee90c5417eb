namespace Cabinet.Postgres.Servers.Tests;

/// <summary>The processes of this machine that name a server's folder in their command line.</summary>
internal static class Processes
{
    public static IReadOnlyList<string> Of(PostgresServer server) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Where(folder => CommandLine(folder).Contains(server.DataFolder, StringComparison.Ordinal)),
    ];

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
