using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>What is used of the limits of one queue after another, each during a claim.</summary>
internal sealed class QueueUse(SqliteConnection connection, WriterMemory memory) : IQueueUse
{
    private const string HeldSql =
        """
        SELECT 1 FROM job WHERE queue = ?1 AND partition = ?2 AND partition IS NOT NULL AND due_at IS NOT NULL AND epoch > 0
        LIMIT 1
        """;

    private const string SuspectsSql =
        "SELECT DISTINCT partition FROM job WHERE key BETWEEN ?1 AND ?2 AND partition IS NOT NULL";

    private const string TypeUntilSql = "SELECT until FROM type_limit WHERE queue = ?1 AND type = ?2 AND until IS NOT NULL";

    private const string KeepTypeSql = "UPDATE type_limit SET until = ?3 WHERE queue = ?1 AND type = ?2";

    private const string UntilSql = "SELECT until FROM rate WHERE queue = ?1 AND partition = ?2";

    private const string KeepSql =
        """
        INSERT INTO rate (queue, partition, until) VALUES (?1, ?2, ?3)
        ON CONFLICT (queue, partition) DO UPDATE SET until = excluded.until
        """;

    private readonly SqliteStatement held = connection.Prepare(HeldSql);
    private readonly SqliteStatement suspects = connection.Prepare(SuspectsSql);
    private readonly SqliteStatement typeUntil = connection.Prepare(TypeUntilSql);
    private readonly SqliteStatement keepType = connection.Prepare(KeepTypeSql);
    private readonly SqliteStatement until = connection.Prepare(UntilSql);
    private readonly SqliteStatement keep = connection.Prepare(KeepSql);
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> runningTypes = [];
    private HashSet<string>? suspected;
    private int queue;

    /// <inheritdoc />
    public int Running { get; private set; }

    /// <summary>Turns to a queue, and counts what runs of it if a limit asks for it.</summary>
    public void TurnTo(int number, bool isLimited)
    {
        queue = number;
        Running = 0;
        running.Clear();
        runningTypes.Clear();
        suspected = null;
        if (isLimited)
        {
            foreach (var job in memory.Leases.Jobs)
            {
                if (job.Key.Queue == number && !job.IsReleased)
                {
                    Begin(job.Partition ?? "", job.Type);
                }
            }
        }
    }

    /// <summary>One more job runs.</summary>
    /// <param name="partition">Its partition, or none.</param>
    /// <param name="type">The number of its type.</param>
    public void Begin(string partition, int type)
    {
        Running++;
        runningTypes[type] = runningTypes.GetValueOrDefault(type) + 1;
        if (partition.Length > 0)
        {
            running[partition] = running.GetValueOrDefault(partition) + 1;
        }
    }

    /// <inheritdoc />
    public int RunningOf(string partition) => running.GetValueOrDefault(partition);

    /// <inheritdoc />
    public int RunningOfType(int kind) => runningTypes.GetValueOrDefault(kind);

    /// <inheritdoc />
    public bool IsHeld(string partition) =>
        IsThere(held.Bind(1, queue).Bind(2, partition)) || (suspected ??= ReadSuspected()).Contains(partition);

    /// <inheritdoc />
    public long? RateUntil(Lane lane)
    {
        var row = lane.Kind == 0
            ? until.Bind(1, queue).Bind(2, lane.Partition)
            : typeUntil.Bind(1, queue).Bind(2, lane.Kind);
        if (!row.Step())
        {
            return null;
        }

        var time = row.Int64(0);
        row.Reset();
        return time;
    }

    /// <summary>Keeps how far rates are used up.</summary>
    public void Keep(IReadOnlyDictionary<Lane, long> rates)
    {
        foreach (var (lane, time) in rates)
        {
            var row = lane.Kind == 0
                ? keep.Bind(1, queue).Bind(2, lane.Partition)
                : keepType.Bind(1, queue).Bind(2, lane.Kind);
            row.Bind(3, time).Run();
        }
    }

    private static bool IsThere(SqliteStatement row)
    {
        var isThere = row.Step();
        row.Reset();
        return isThere;
    }

    private HashSet<string> ReadSuspected()
    {
        var partitions = new HashSet<string>(StringComparer.Ordinal);
        suspects.Bind(1, JobKey.FirstOf(JobClass.Suspect, queue).Value)
            .Bind(2, JobKey.LastOf(JobClass.Suspect, queue).Value);
        while (suspects.Step())
        {
            partitions.Add(suspects.Text(0));
        }

        return partitions;
    }
}
