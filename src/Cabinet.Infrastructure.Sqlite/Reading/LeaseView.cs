using System.Buffers.Binary;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Who runs what in one snapshot.</summary>
internal sealed class LeaseView
{
    private const string LeasesSql = "SELECT number, node, claimed_at, keys FROM lease ORDER BY number";

    // Of several leases that name a key the newest counts; the others' claims are over.
    private readonly Dictionary<long, Entry> byKey = [];

    private LeaseView()
    {
    }

    /// <summary>The keys that some lease names, whether or not their jobs still run under it.</summary>
    public IEnumerable<long> Keys => byKey.Keys;

    /// <summary>Reads all leases.</summary>
    public static LeaseView Read(ReaderSession session) => Read(session, onlyKey: null);

    /// <summary>Reads what the leases say about one job.</summary>
    public static LeaseView Read(ReaderSession session, long? onlyKey)
    {
        var view = new LeaseView();
        var leases = session.Statement(LeasesSql);
        while (leases.Step())
        {
            var entry = new Entry(leases.Int64(0), new NodeId(leases.Id(1)), leases.Time(2));
            view.Add(entry, leases.Bytes(3), onlyKey);
        }

        return view;
    }

    /// <summary>The lease that a job runs under, or null.</summary>
    /// <param name="key">The job's key.</param>
    /// <param name="fence">The last lease that the job was given back from.</param>
    public Entry? Find(long key, long fence) =>
        byKey.TryGetValue(key, out var entry) && entry.Number > fence ? entry : null;

    private void Add(Entry entry, ReadOnlySpan<byte> keys, long? onlyKey)
    {
        for (; keys.Length >= sizeof(long); keys = keys[sizeof(long)..])
        {
            var key = BinaryPrimitives.ReadInt64BigEndian(keys);
            if (onlyKey is null || key == onlyKey)
            {
                byKey[key] = entry;
            }
        }
    }

    internal sealed record Entry(long Number, NodeId Node, DateTimeOffset ClaimedAt);
}
