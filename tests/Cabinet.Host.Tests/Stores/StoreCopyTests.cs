using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Copying;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Ids;
using Cabinet.Host.Tests.Commands;
using Cabinet.Infrastructure.Persistence.Copying;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Host.Tests.Stores;

public sealed class StoreCopyTests : IDisposable
{
    private const int Jobs = 2_500;

    private readonly TempFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_interrupted_copy_keeps_nodes_out_goes_on_and_ends_with_the_same_store()
    {
        await using var server = await ServerStore.StartAsync();
        await using var source = await OpenSourceAsync();
        await using var target = Target(server);

        await Assert.ThrowsAsync<IOException>(() => CopyAsync(source, target, commits: 9));
        await using (var early = Target(server))
        {
            var refused = await Assert.ThrowsAsync<StoreException>(
                () => early.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancellation).AsTask());
            Assert.Contains("copied into", refused.Message, StringComparison.Ordinal);
        }

        var result = await CopyAsync(source, target);

        Assert.True(result.Resumed);
        Assert.True(result.IsComplete, string.Join('\n', result.Tables));
        Assert.All(result.Tables, table => Assert.True(table.SourceRows > 0, $"nothing to copy in {table.Name}"));
        await AssertSameAsync(source.GetRequiredService<IStoreDriver>(), target.GetRequiredService<IStoreDriver>());
        Assert.Empty(await target.GetRequiredService<IStoreMigrator>().FindDriftAsync(Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => CopyAsync(source, target));
    }

    [Fact]
    public async Task A_row_that_was_changed_on_the_way_is_found_and_the_copy_stays_closed()
    {
        await using var server = await ServerStore.StartAsync();
        await using var source = await OpenSourceAsync();
        await using var target = Target(server);
        await Assert.ThrowsAsync<IOException>(() => CopyAsync(source, target, commits: 11));
        await server.ReadAsync<long>("""
            WITH changed AS (
              UPDATE cabinet.job SET payload = payload || '\x00' WHERE id = (SELECT min(id::text)::uuid FROM cabinet.job)
              RETURNING 1)
            SELECT count(*) FROM changed
            """);

        var result = await CopyAsync(source, target);

        Assert.False(result.IsComplete);
        Assert.Equal("job", Assert.Single(result.Tables, table => !table.IsSame).Name);
        await Assert.ThrowsAsync<StoreException>(
            () => target.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task A_copy_that_was_killed_goes_on_when_the_command_is_given_again()
    {
        await using var server = await ServerStore.StartAsync();
        Directory.CreateDirectory(folder.At("data"));
        await (await OpenSourceAsync(folder.At("data/cabinet.db"))).DisposeAsync();
        string[] copy =
        [
            "db", "copy", "--data", folder.At("data"), "--to", $"{server.ConnectionString};Password=planted", "--json",
        ];
        using (var killed = CabinetProgram.Start(copy))
        {
            while (await killed.StandardError.ReadLineAsync(Cancellation) is { } line && line != "copied  job  1000")
            {
                Assert.StartsWith("copied  ", line, StringComparison.Ordinal);
            }

            Signals.Send(killed, Signals.Kill);
            await CabinetProgram.WaitAsync(killed);
            Assert.Equal(128 + Signals.Kill, killed.ExitCode);
        }

        Assert.InRange(await server.ReadAsync<long>("SELECT count(*) FROM cabinet.job"), 1_000, Jobs - 1);
        var early = await CabinetProgram.RunAsync("db", "migrate", "--store", server.ConnectionString, "--json");
        var resumed = (await CabinetProgram.RunAsync(copy)).Succeeded();

        Assert.Equal("schemaMismatch", early.Error.GetProperty("code").GetString());
        Assert.Equal(CopyTables.All.Count, resumed.Lines.Count);
        Assert.All(resumed.Lines, line => Assert.True(line.GetProperty("same").GetBoolean()));
        Assert.DoesNotContain("copied  job  1000\n", resumed.Errors, StringComparison.Ordinal);
        Assert.Contains($"--data {folder.At("data")} --store 'Host=", resumed.Errors, StringComparison.Ordinal);
        Assert.Contains("leaves out the password", resumed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await server.ReadAsync<long>("SELECT count(*) FROM cabinet.schema_migration WHERE number > 1000"));
    }

    [Fact]
    public async Task The_command_moves_a_store_and_refuses_one_that_a_node_works_on()
    {
        await using var server = await ServerStore.StartAsync();
        string[] copy = ["db", "copy", "--data", folder.At("data"), "--to", server.ConnectionString, "--json"];
        using (var node = await RunningNode.StartAsync(folder.At("data")))
        {
            Assert.Equal(3, (await CabinetProgram.RunAsync(copy)).ExitCode);
            Assert.Equal(0, (await node.StopAsync()).ExitCode);
        }

        await CabinetProgram.RunAsync(
            "submit", folder.Write("page.html", "<!doctype html><title>A page</title>"), "--data", folder.At("data"));
        Directory.CreateDirectory(folder.At("data/payloads"));
        var copied = (await CabinetProgram.RunAsync(copy)).Succeeded();
        using var moved = await RunningNode.StartAsync(folder.At("data"), "--store", server.ConnectionString);
        while (await server.ReadAsync<long>("SELECT count(*) FROM cabinet.history") < 2)
        {
            Cancellation.ThrowIfCancellationRequested();
        }

        Assert.Equal(CopyTables.All.Count, copied.Lines.Count);
        Assert.All(copied.Lines, line => Assert.True(line.GetProperty("same").GetBoolean()));
        Assert.Contains($"payloads weren't copied: the new store's jobs need those in {folder.At("data")}", copied.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await moved.StopAsync()).ExitCode);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<CopyResult> CopyAsync(
        ServiceProvider source, ServiceProvider target, int commits = int.MaxValue)
    {
        await using var export = source.GetRequiredService<IStoreExport>();
        await using var import = new InterruptedImport(target.GetRequiredService<IStoreImport>(), commits);
        return await StoreCopier.CopyAsync(export, import, null, Cancellation);
    }

    private static async Task AssertSameAsync(IStoreDriver source, IStoreDriver target)
    {
        var letters = await source.DeadLetters.ListAsync(new DeadLetterFilter(), Page.First, Cancellation);
        var copies = await target.DeadLetters.ListAsync(new DeadLetterFilter(), Page.First, Cancellation);
        Assert.Equal(letters.Select(letter => $"{letter} {letter.Error}"), copies.Select(letter => $"{letter} {letter.Error}"));
        Assert.Equal(await JournalAsync(source, letters[0].Id), await JournalAsync(target, letters[0].Id));
        Assert.Equal(
            await source.Keys.ReadRevisionAsync(Cancellation), await target.Keys.ReadRevisionAsync(Cancellation));

        // The same jobs in the same order, under the same epochs, for whoever claims next.
        var expected = await FilledStore.ClaimAllAsync(source);
        Assert.True(expected.Count > 100);
        Assert.Equal(expected, await FilledStore.ClaimAllAsync(target));
    }

    private static async Task<IEnumerable<string>> JournalAsync(IStoreDriver driver, JobId job) =>
        (await driver.Jobs.ReadJournalAsync(job, Cancellation))
            .Select(step => $"{step} {Convert.ToHexString(step.Result.Sealed.Span)}");

    private static ServiceProvider Target(ServerStore server)
    {
        var services = new ServiceCollection();
        services.AddPostgresStore(options => options.ConnectionString = server.ConnectionString);
        return services.BuildServiceProvider();
    }

    private Task<ServiceProvider> OpenSourceAsync() => OpenSourceAsync(folder.At("source.db"));

    private static async Task<ServiceProvider> OpenSourceAsync(string path)
    {
        var services = new ServiceCollection();
        services.AddSqliteStore(options => options.Path = path);
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancellation);
        await new FilledStore(provider.GetRequiredService<IStoreDriver>()).FillAsync(Jobs);
        return provider;
    }
}
