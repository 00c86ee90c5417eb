using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests.Writing;

public sealed class FreeSpaceTests : StoreTest
{
    private const int Kept = 8_192;

    [Fact]
    public async Task A_file_that_is_mostly_empty_shrinks_while_nobody_writes()
    {
        using var meter = new CommitMeter();
        await using var services = Store.Services(meter: meter);
        var driver = services.GetRequiredService<IStoreDriver>();
        var jobs = Enumerable.Range(0, 400).Select(_ => LargeJob()).ToList();
        await driver.CommitAsync(new WriteSet([.. jobs.Select(job => new EnqueueJob(job))]), Cancel);
        await driver.CommitAsync(
            new WriteSet([.. jobs.Select(job => new CancelJob(job.Id, History: null))]), Cancel);
        var before = FreePages();
        Assert.InRange(before, Kept + 1_000, long.MaxValue);

        await meter.FreedAsync(before - Kept - 200, Cancel);
        Assert.InRange(FreePages(), Kept - 200, Kept + 200);
    }

    private NewJob LargeJob() => Samples.Job() with { Payload = Content.FromSealed(new byte[100_000]) };

    private long FreePages()
    {
        using var connection = SqliteConnection.Open(Store.Path, mayCreate: false);
        return connection.ReadInt64("PRAGMA freelist_count");
    }
}
