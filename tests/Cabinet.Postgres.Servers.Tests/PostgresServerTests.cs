using System.Globalization;
using Npgsql;

namespace Cabinet.Postgres.Servers.Tests;

public sealed class PostgresServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions.All), MemberType = typeof(Versions))]
    public async Task A_server_is_of_the_version_that_was_asked_for(PostgresVersion version)
    {
        await using var server = await Versions.StartAsync(version);

        Assert.StartsWith(
            $"PostgreSQL {version:D}.", await server.ReadAsync<string>("SELECT version()"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public async Task Durability_is_what_was_set(bool isDurable, string expected)
    {
        await using var server = await Versions.StartAsync(PostgresVersion.V15, isDurable);

        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
        {
            Assert.Equal(expected, await server.ReadAsync<string>($"SELECT current_setting('{setting}')"));
        }
    }

    [Fact]
    public async Task A_further_setting_is_in_force()
    {
        Assert.SkipUnless(
            PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        var settings = new PostgresServerSettings
        {
            Settings = new Dictionary<string, string> { ["application_name"] = "it's set" },
        };
        await using var server = await PostgresServer.StartAsync(settings, Cancelled);

        Assert.Equal("it's set", await server.ReadAsync<string>("SELECT reset_val FROM pg_settings WHERE name = 'application_name'"));
    }

    [Theory]
    [MemberData(nameof(Versions.All), MemberType = typeof(Versions))]
    public async Task What_was_committed_is_there_after_a_kill(PostgresVersion version)
    {
        await using var server = await Versions.StartAsync(version, isDurable: true);
        await server.ExecuteAsync("CREATE TABLE kept (id int)");
        await server.ExecuteAsync("INSERT INTO kept SELECT generate_series(1, 1000)");
        var port = server.Port;

        await server.KillAsync();
        Assert.Equal(0, server.ProcessId);
        await Assert.ThrowsAsync<NpgsqlException>(() => server.ReadAsync<int>("SELECT 1"));
        await server.StartAgainAsync(Cancelled);

        Assert.Equal(1000, await server.ReadAsync<long>("SELECT count(*) FROM kept"));
        Assert.Equal(port, server.Port);
    }

    [Theory]
    [InlineData(PostgresShutdown.Smart)]
    [InlineData(PostgresShutdown.Fast)]
    [InlineData(PostgresShutdown.Immediate)]
    public async Task A_stopped_server_starts_again(PostgresShutdown mode)
    {
        await using var server = await Versions.StartAsync(PostgresVersion.V15, isDurable: true);
        await server.ExecuteAsync("CREATE TABLE kept (id int)");
        var first = server.ProcessId;

        await server.StopAsync(mode, Cancelled);
        Assert.DoesNotContain(Processes.Of(server), _ => true);
        await server.StartAgainAsync(Cancelled);

        Assert.NotEqual(first, server.ProcessId);
        Assert.Equal(0, await server.ReadAsync<long>("SELECT count(*) FROM kept"));
    }

    [Theory]
    [MemberData(nameof(Versions.All), MemberType = typeof(Versions))]
    public async Task A_synchronous_standby_follows_and_is_promoted(PostgresVersion version)
    {
        await using var primary = await Versions.StartAsync(version, isDurable: true);
        await primary.ExecuteAsync("CREATE TABLE kept (id int)");
        await using var standby = await primary.StartStandbyAsync(Cancelled);
        Assert.True(await standby.ReadAsync<bool>("SELECT pg_is_in_recovery()"));

        await primary.MakeSynchronousAsync(Cancelled);
        await primary.ExecuteAsync("INSERT INTO kept VALUES (1), (2)");
        await primary.KillAsync();
        await standby.PromoteAsync(Cancelled);
        await standby.ExecuteAsync("INSERT INTO kept VALUES (3)");

        Assert.Equal("1,2,3", await standby.ReadAsync<string>("SELECT string_agg(id::text, ',' ORDER BY id) FROM kept"));
    }

    [Fact]
    public async Task A_standby_of_a_synchronous_primary_doesnt_wait_for_one_of_its_own()
    {
        await using var primary = await Versions.StartAsync(PostgresVersion.V15);
        await using var first = await primary.StartStandbyAsync(Cancelled);
        await primary.MakeSynchronousAsync(Cancelled);
        await using var second = await primary.StartStandbyAsync(Cancelled);

        Assert.Equal("", await second.ReadAsync<string>("SELECT current_setting('synchronous_standby_names')"));
        Assert.Equal("standby", await primary.ReadAsync<string>("SELECT current_setting('synchronous_standby_names')"));
    }

    [Fact]
    public async Task Each_database_is_another()
    {
        await using var server = await Versions.StartAsync(PostgresVersion.V15);
        var first = await server.CreateDatabaseAsync(Cancelled);
        var second = await server.CreateDatabaseAsync(Cancelled);

        Assert.NotEqual(first, second);
        Assert.Equal(Database(first), await ScalarAsync(first, "SELECT current_database()"));
    }

    [Fact]
    public async Task A_restricted_role_may_create_a_schema_in_its_database_and_nothing_else()
    {
        await using var server = await Versions.StartAsync(PostgresVersion.V15);
        var database = Database(await server.CreateDatabaseAsync(Cancelled));
        var role = await server.CreateRestrictedRoleAsync(database, Cancelled);

        await ScalarAsync(role, "CREATE SCHEMA own");

        foreach (var denied in new[] { "CREATE DATABASE other", "CREATE ROLE other", "CREATE TABLE public.other (id int)" })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(role, denied));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_left_after_disposal(bool isKilledBefore)
    {
        var server = await Versions.StartAsync(PostgresVersion.V15);
        var standby = await server.StartStandbyAsync(Cancelled);
        Assert.NotEmpty(Processes.Of(server));
        Assert.NotEmpty(Processes.Of(standby));
        var memory = SharedMemoryOf(server);
        Assert.Contains(memory, SharedMemory());
        if (isKilledBefore)
        {
            await server.KillAsync();
        }

        await standby.DisposeAsync();
        await server.DisposeAsync();

        Assert.Empty(Processes.Of(server));
        Assert.Empty(Processes.Of(standby));
        Assert.DoesNotContain(memory, SharedMemory());
        Assert.False(Directory.Exists(Path.GetDirectoryName(server.DataFolder)));
        Assert.False(Directory.Exists(Path.GetDirectoryName(standby.DataFolder)));
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        Assert.SkipUnless(
            PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        var settings = new PostgresServerSettings
        {
            Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" },
        };

        var failure = await Assert.ThrowsAsync<PostgresServerException>(
            () => PostgresServer.StartAsync(settings, Cancelled));

        Assert.Contains("no_such_setting", failure.Message, StringComparison.Ordinal);
    }

    // The last word of the seventh line of the server's process id file, and the second column of the system's list.
    private static string SharedMemoryOf(PostgresServer server) =>
        Words(File.ReadAllLines(Path.Combine(server.DataFolder, "postmaster.pid"))[6])[^1];

    private static List<string> SharedMemory() =>
        [.. File.ReadLines("/proc/sysvipc/shm").Select(line => Words(line)[1])];

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Database(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static async Task<string> ScalarAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(Cancelled), CultureInfo.InvariantCulture) ?? "";
    }
}
