using System.Diagnostics;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests;

/// <summary>A real disk that is full, and one that can't be written: a small file system of its own.</summary>
public sealed class DiskTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cabinet-disk-");
    private readonly StoreSamples samples = new();
    private bool isMounted;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string StorePath => Path.Combine(folder.FullName, "store.db");

    public async ValueTask InitializeAsync()
    {
        isMounted = OperatingSystem.IsLinux()
            && await RunAsync("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder.FullName) == 0;
        Assert.SkipUnless(isMounted, "Mounting a small file system needs root on Linux.");
        await using var services = TemporaryStore.ServicesAt(StorePath);
        await services.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (isMounted)
        {
            await RunAsync("umount", "-l", folder.FullName);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task On_a_full_disk_writes_are_refused_what_was_committed_stays_and_it_goes_on_when_there_is_room()
    {
        var ballast = Path.Combine(folder.FullName, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[512 * 1024], Cancel);
        await using var services = TemporaryStore.ServicesAt(StorePath);
        var driver = services.GetRequiredService<IStoreDriver>();
        var committed = new List<NewJob>();
        var exception = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            while (true)
            {
                var job = samples.Job() with { Payload = Content.FromSealed(new byte[20_000]) };
                await driver.CommitAsync(new WriteSet(new EnqueueJob(job)), Cancel);
                committed.Add(job);
            }
        });

        Assert.Equal(StoreFault.DiskFull, exception.Fault);
        Assert.False(exception.OutcomeUnknown);
        Assert.Contains("Free some space", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(committed);
        await AllThereAsync(driver, committed);

        File.Delete(ballast);
        var next = samples.Job();
        await driver.CommitAsync(new WriteSet(new EnqueueJob(next)), Cancel);
        await AllThereAsync(driver, [.. committed, next]);
        Assert.Empty(await services.GetRequiredService<IStoreMigrator>().FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task A_disk_that_cannot_be_written_is_told_as_such_and_nothing_changes()
    {
        await using (var services = TemporaryStore.ServicesAt(StorePath))
        {
            await services.GetRequiredService<IStoreDriver>()
                .CommitAsync(new WriteSet(new EnqueueJob(samples.Job())), Cancel);
        }

        Assert.Equal(0, await RunAsync("mount", "-o", "remount,ro", folder.FullName));
        var before = await File.ReadAllBytesAsync(StorePath, Cancel);
        await using (var services = TemporaryStore.ServicesAt(StorePath))
        {
            await ReadOnlyAsync(async () => await services.GetRequiredService<IStoreDriver>()
                .CommitAsync(new WriteSet(new EnqueueJob(samples.Job())), Cancel));
            await ReadOnlyAsync(() => Task.FromResult(services.GetRequiredService<INodeSeat>().Take("node")));
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(StorePath, Cancel));
    }

    private static async Task AllThereAsync(IStoreDriver driver, IEnumerable<NewJob> jobs)
    {
        foreach (var job in jobs)
        {
            Assert.NotNull(await driver.Jobs.FindAsync(job.Id, Cancel));
        }
    }

    private static async Task ReadOnlyAsync(Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<StoreException>(action);
        Assert.Equal(StoreFault.ReadOnly, exception.Fault);
        Assert.Contains("write access", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
