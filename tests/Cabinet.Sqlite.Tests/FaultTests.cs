using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests;

/// <summary>Files that are no store, or no longer: each a clear error, and the file as it was.</summary>
public sealed class FaultTests : StoreTest
{
    [Fact]
    public async Task A_missing_file_is_named_and_not_created()
    {
        var path = Path.Combine(Store.Folder, "other.db");
        var exception = await OpenFaultAsync(StoreFault.Unavailable, path);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        var exception = await OpenFaultAsync(StoreFault.Unavailable, Path.Combine(Store.Folder, "no", "store.db"));
        Assert.Contains("no folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_file_is_no_database_and_stays_as_it_is()
    {
        var path = Path.Combine(Store.Folder, "notes.txt");
        var text = string.Concat(Enumerable.Repeat("These are my notes. ", 500));
        await File.WriteAllTextAsync(path, text, Cancel);
        await OpenFaultAsync(StoreFault.NotADatabase, path);
        await MigrateFaultAsync(StoreFault.NotADatabase, path);
        Assert.Equal(text, await File.ReadAllTextAsync(path, Cancel));
    }

    [Fact]
    public async Task Somebody_elses_database_is_left_alone()
    {
        var path = Path.Combine(Store.Folder, "other.db");
        using (var connection = SqliteConnection.Open(path, mayCreate: true))
        {
            connection.Execute("CREATE TABLE customer (id INTEGER)");
        }

        var before = await File.ReadAllBytesAsync(path, Cancel);
        await OpenFaultAsync(StoreFault.NotADatabase, path);
        await MigrateFaultAsync(StoreFault.NotADatabase, path);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Cancel));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task A_truncated_database_is_corrupt_and_stays_as_it_is(double part)
    {
        await EnqueueAsync(1_000);
        await CloseAsync();
        using (var file = File.OpenWrite(Store.Path))
        {
            file.SetLength((long)(file.Length * part) / 4096 * 4096);
        }

        var before = await File.ReadAllBytesAsync(Store.Path, Cancel);
        await OpenFaultAsync(StoreFault.Corrupt, Store.Path);
        Assert.Equal(before, await File.ReadAllBytesAsync(Store.Path, Cancel));
    }

    [Fact]
    public async Task A_damaged_page_is_told_and_the_rest_of_the_store_goes_on()
    {
        var jobs = await EnqueueAsync(1_000);
        await CloseAsync();
        int page;
        using (var connection = SqliteConnection.Open(Store.Path, mayCreate: false))
        {
            page = (int)connection.ReadInt64("SELECT rootpage FROM sqlite_schema WHERE name = 'job'");
        }

        using (var file = File.OpenWrite(Store.Path))
        {
            file.Position = (page - 1) * 4096L;
            file.Write(new byte[4096]);
        }

        await FaultAsync(StoreFault.Corrupt, async () => await Driver.Jobs.FindAsync(jobs[0].Id, Cancel));
        await FaultAsync(StoreFault.Corrupt, async () => await DoAsync(new EnqueueJob(Samples.Job())));
        await DoAsync(new RegisterNode(Samples.Node()));
    }

    [Fact]
    public async Task One_bad_write_set_does_not_fail_its_neighbours()
    {
        await RegisterAsync();
        using (var connection = SqliteConnection.Open(Store.Path, mayCreate: false))
        {
            connection.Execute(
                "CREATE TRIGGER bad BEFORE INSERT ON task BEGIN SELECT * FROM missing; END");
        }

        var commits = Enumerable.Range(0, 40)
            .Select(i => new WriteSet(i == 7 ? new InsertTask(Samples.Task()) : new EnqueueJob(Samples.Job())))
            .Select(set => Driver.CommitAsync(set, Cancel).AsTask()).ToList();
        for (var i = 0; i < commits.Count; i++)
        {
            if (i == 7)
            {
                await FaultAsync(StoreFault.Unavailable, () => commits[7]);
            }
            else
            {
                Assert.IsType<CommitResult.Committed>(await commits[i]);
            }
        }

        Assert.Equal(39, await CountAsync());
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        await RegisterAsync();
        var driver = Driver;
        await CloseAsync();
        await FaultAsync(StoreFault.Closed, async () => await driver.Nodes.ListAsync(Cancel));
        await FaultAsync(
            StoreFault.Closed,
            async () => await driver.CommitAsync(new WriteSet(new RegisterNode(Samples.Node())), Cancel));
    }

    private static async Task<StoreException> OpenFaultAsync(StoreFault fault, string path)
    {
        await using var services = TemporaryStore.ServicesAt(path);
        return await FaultAsync(
            fault, async () => await services.GetRequiredService<IStoreDriver>().Nodes.ListAsync(Cancel));
    }

    private static async Task MigrateFaultAsync(StoreFault fault, string path)
    {
        await using var services = TemporaryStore.ServicesAt(path);
        await FaultAsync(
            fault, async () => await services.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancel));
    }
}
