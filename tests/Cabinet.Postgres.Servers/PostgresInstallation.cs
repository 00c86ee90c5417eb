namespace Cabinet.Postgres.Servers;

/// <summary>Where a version's programs are, when they are installed.</summary>
internal static class PostgresInstallation
{
    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>, or nothing.</summary>
    public static string? Find(PostgresVersion version) =>
        OperatingSystem.IsLinux() && ServerAccount.Exists
            ? Candidates((int)version).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")))
            : null;

    public static string HowToInstall(PostgresVersion version) => version == PostgresVersion.V15
        ? "PostgreSQL 15 isn't installed; ./test installs it as root, or: apt-get install postgresql-15"
        : $"PostgreSQL {(int)version} isn't installed; ./test installs it from npm into {Cache}, "
            + "and as root it needs Debian's postgresql-15 for the user postgres";

    // As install.sh has it: root's own home is closed to the user postgres, who runs the servers then.
    private static string Cache => Environment.IsPrivilegedProcess
        ? "/var/cache/cabinet/postgres"
        : Path.Combine(UserCache, "cabinet", "postgres");

    private static string UserCache => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    private static IEnumerable<string> Candidates(int version) =>
        [$"/usr/lib/postgresql/{version}/bin", Path.Combine(Cache, version.ToString("D"), "bin")];
}
