using System.Buffers.Binary;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Sqlite.Peer;

/// <summary>Works until it is killed, and says "+id" once a job is stored and "-id" once its end is.</summary>
/// <param name="driver">The store.</param>
/// <param name="run">Tells the ids of this run from those of others.</param>
internal sealed class PeerWorker(IStoreDriver driver, int run)
{
    private static readonly QueueName Queue = new("main");
    private static readonly JobType Type = new("peer.job");
    private long count;

    public async Task EnqueueForeverAsync()
    {
        while (true)
        {
            var job = new NewJob
            {
                Id = new JobId(NextId()),
                Type = Type,
                Queue = Queue,
                CreatedAt = DateTimeOffset.UnixEpoch,
                Payload = Content.FromSealed(new byte[200]),
            };
            await driver.CommitAsync(new WriteSet(new EnqueueJob(job)), CancellationToken.None);
            Console.WriteLine($"+{job.Id}");
        }
    }

    public async Task RunForeverAsync()
    {
        var node = new NodeRecord(
            new NodeId(NextId()), "peer", TimeSpan.FromSeconds(10), Beat: 1, DateTimeOffset.UnixEpoch);
        await driver.CommitAsync(new WriteSet(new RegisterNode(node)), CancellationToken.None);
        while (true)
        {
            var claim = await driver.ClaimAsync(
                new ClaimRequest(node.Id, Queue, Limit: 20, DateTimeOffset.UnixEpoch), CancellationToken.None);
            await Task.WhenAll(claim.Jobs.Select(EndAsync));
        }
    }

    private async Task EndAsync(ClaimedJob job)
    {
        var history = new HistoryRecord
        {
            Id = job.Id,
            Type = job.Type,
            Queue = job.Queue,
            End = JobEnd.Completed,
            Attempts = job.Attempt,
            CreatedAt = job.CreatedAt,
            EndedAt = DateTimeOffset.UnixEpoch,
        };
        await driver.CommitAsync(new WriteSet(new EndJob(job.Lease, history)), CancellationToken.None);
        Console.WriteLine($"-{job.Id}");
    }

    private Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((long)run << 24) | 0x7000);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Interlocked.Increment(ref count));
        return new Guid(bytes, bigEndian: true);
    }
}
