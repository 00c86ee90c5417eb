namespace Cabinet.Postgres.Servers.Tests;

/// <summary>The versions as rows of a theory, and servers of them.</summary>
internal static class Versions
{
    public static TheoryData<PostgresVersion> All => [.. Enum.GetValues<PostgresVersion>()];

    /// <summary>Starts a server, or skips the test with the way to install one.</summary>
    public static Task<PostgresServer> StartAsync(PostgresVersion version, bool isDurable = false)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(version), PostgresServer.HowToInstall(version));
        return PostgresServer.StartAsync(
            new PostgresServerSettings { Version = version, IsDurable = isDurable },
            TestContext.Current.CancellationToken);
    }
}
