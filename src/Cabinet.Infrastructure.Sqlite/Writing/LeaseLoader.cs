using System.Buffers.Binary;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Reads who runs what from the lease rows.</summary>
internal sealed class LeaseLoader(SqliteConnection connection)
{
    private const string LeasesSql = "SELECT number, node, claimed_at, alone, keys FROM lease ORDER BY number";
    private const string JobSql = "SELECT id, fence, epoch, partition, type FROM job WHERE key = ?1";

    private readonly SqliteStatement leases = connection.Prepare(LeasesSql);
    private readonly SqliteStatement job = connection.Prepare(JobSql);

    public void Fill(LeaseBook book)
    {
        book.Clear();
        while (leases.Step())
        {
            var lease = new OpenLease(
                leases.Int64(0), new NodeId(leases.Id(1)), leases.Time(2), leases.Int32(3) != 0);
            Fill(book, lease, leases.Bytes(4));
            if (lease.Remaining == 0)
            {
                book.Emptied.Add(lease);
            }
        }
    }

    private void Fill(LeaseBook book, OpenLease lease, ReadOnlySpan<byte> keys)
    {
        for (; keys.Length >= sizeof(long); keys = keys[sizeof(long)..])
        {
            var key = new JobKey(BinaryPrimitives.ReadInt64BigEndian(keys));
            job.Bind(1, key.Value);
            if (!job.Step())
            {
                continue;
            }

            // A job that was given back was fenced off from that lease and all before it.
            if (job.Int64(1) < lease.Number)
            {
                book.Add(new LeasedJob(
                    new JobId(job.Id(0)),
                    key,
                    job.Int32(4),
                    job.TextOrNull(3),
                    job.Int64(2) + 1,
                    lease,
                    mayHaveTraces: true));
            }

            job.Reset();
        }
    }
}
