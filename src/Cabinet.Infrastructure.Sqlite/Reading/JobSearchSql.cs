namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>The statements that search live jobs. The first column is the id, the rest is what job rows are read from.</summary>
internal static class JobSearchSql
{
    private const string Columns =
        """
        SELECT job.id, key, job.id, type, job.queue, epoch, fence, attempt, deaths, created_at, due_at, claimed_at, task,
               pipeline, stage, item, note.progress, note.cancel, job.partition

        """;

    private const string Notes = " LEFT JOIN note ON note.place = job.key & 2305843009213693951 ";

    public const string Rising =
        Columns + "FROM job INDEXED BY job_id" + Notes + "WHERE job.id > coalesce(?1, x'') ORDER BY job.id";

    public const string Falling = Columns + "FROM job INDEXED BY job_id" + Notes
        + "WHERE job.id < coalesce(?1, x'ffffffffffffffffffffffffffffffffff') ORDER BY job.id DESC";

    // A dead letter has its tags in the same table: it is looked at and passed over.
    private const string Tagged =
        """
        SELECT job_tag.id, key, job.id, type, queue, epoch, fence, attempt, deaths, created_at, due_at, claimed_at, task,
               pipeline, stage, item, note.progress, note.cancel, job.partition
        FROM job_tag LEFT JOIN job ON job.id = job_tag.id
          LEFT JOIN note ON note.place = job.key & 2305843009213693951
        WHERE job_tag.tag = ?2 AND 
        """;

    public const string TaggedRising = Tagged + "job_tag.id > coalesce(?1, x'') ORDER BY job_tag.id";

    public const string TaggedFalling = Tagged
        + "job_tag.id < coalesce(?1, x'ffffffffffffffffffffffffffffffffff') ORDER BY job_tag.id DESC";

    public const string ByKeys = Columns + "FROM job NOT INDEXED" + Notes + "WHERE key BETWEEN ?1 AND ?2";

    public const string ByKey = Columns + "FROM job NOT INDEXED" + Notes + "WHERE key = ?1";

    // 3 << 61 is the class of what has a partition.
    public const string ByPartition =
        Columns + "FROM gate CROSS JOIN job ON job.key = gate.place | (3 << 61)" + Notes
        + "WHERE gate.queue = ?1 AND gate.kind IN (SELECT 0 UNION ALL SELECT type FROM type_limit WHERE queue = ?1) "
        + "AND gate.partition = ?2";

    public const string Queues = "SELECT id FROM queue WHERE ?1 IS NULL OR name = ?1";

    public const string HasTag = "SELECT 1 FROM job_tag WHERE tag = ?1 AND id = ?2";
}
