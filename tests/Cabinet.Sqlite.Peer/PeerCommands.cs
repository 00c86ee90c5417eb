using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace Cabinet.Sqlite.Peer;

internal static class PeerCommands
{
    private static readonly QueueName Queue = new("main");

    /// <summary>Enqueues jobs one by one, as the command line does beside a running node.</summary>
    public static async Task<int> EnqueueAsync(string path, int count)
    {
        await using var services = Services(path);
        var driver = services.GetRequiredService<IStoreDriver>();
        Ready();
        for (var i = 0; i < count; i++)
        {
            await driver.CommitAsync(new WriteSet(new EnqueueJob(Job(i))), CancellationToken.None);
        }

        return 0;
    }

    /// <summary>Registers a node, claims everything, and waits to be killed.</summary>
    public static async Task<int> ClaimAsync(string path)
    {
        await using var services = Services(path);
        var driver = services.GetRequiredService<IStoreDriver>();
        var node = new NodeRecord(
            new NodeId(Id(0xFFFF, 1)), "peer", TimeSpan.FromSeconds(10), Beat: 1, DateTimeOffset.UnixEpoch);
        await driver.CommitAsync(new WriteSet(new RegisterNode(node)), CancellationToken.None);
        var request = new ClaimRequest(node.Id, Queue, ClaimRequest.MaximumLimit, DateTimeOffset.UnixEpoch);
        var claim = await driver.ClaimAsync(request, CancellationToken.None);
        foreach (var job in claim.Jobs)
        {
            Console.WriteLine($"{job.Id} {job.Epoch}");
        }

        Ready();
        return Wait();
    }

    /// <summary>Enqueues, claims and ends jobs as fast as it can, and says each time what was acknowledged.</summary>
    public static async Task<int> WorkAsync(string path)
    {
        await using var services = Services(path);
        var worker = new PeerWorker(services.GetRequiredService<IStoreDriver>(), Environment.ProcessId);
        Ready();
        var callers = Enumerable.Range(0, 8).Select(_ => worker.EnqueueForeverAsync());
        await Task.WhenAll(callers.Append(worker.RunForeverAsync()));
        return 0;
    }

    /// <summary>Takes the node's seat.</summary>
    public static int Sit(string path)
    {
        using var services = Services(path);
        using var seat = services.GetRequiredService<INodeSeat>().Take("peer");
        Ready();
        return Wait();
    }

    /// <summary>Opens a writing transaction with plain SQLite and keeps it open.</summary>
    public static int Lock(string path)
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_open(path, out var database);
        using (database)
        {
            if (raw.sqlite3_exec(database, "BEGIN IMMEDIATE") != raw.SQLITE_OK)
            {
                return 1;
            }

            Ready();
            return Wait();
        }
    }

    private static ServiceProvider Services(string path) =>
        new ServiceCollection().AddSqliteStore(options => options.Path = path).BuildServiceProvider();

    private static NewJob Job(int number) => new()
    {
        Id = new JobId(Id(0xFFFE, number)),
        Type = new JobType("peer.job"),
        Queue = Queue,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Payload = Content.FromSealed(new byte[100]),
    };

    // Larger than the ids of the tests, which begin with a date.
    private static Guid Id(ushort space, int number) => new(
        0xFFFF0000 | space, 0, 0x7000, 0x80, 0, 0, 0,
        (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    private static void Ready() => Console.WriteLine("ready");

    private static int Wait()
    {
        while (Console.ReadLine() is not null)
        {
            // Whatever is written to it, it waits for the end.
        }

        return 0;
    }
}
