namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>The statements that put the waiting jobs of partitions at the gate.</summary>
internal static class GateSql
{
    /// <summary>A part of a statement: whatever <c>done</c> has made class 5 waits at the gate.</summary>
    public const string InsertDone =
        """
        gated AS (
          INSERT INTO cabinet.gate (queue, partition, kind, priority, place, job)
          SELECT d.queue, d.partition, 0, d.priority, d.place, d.id FROM done d WHERE d.class = 5)
        """;

    /// <summary>Lets one job wait at the gate if it was inserted for it.</summary>
    public const string InsertOne =
        """
        INSERT INTO cabinet.gate (queue, partition, kind, priority, place, job)
        SELECT j.queue, j.partition, 0, j.priority, j.place, j.id FROM cabinet.job j WHERE j.id = $1 AND j.class = 5
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Lets every job wait at the gate that was copied as one of a partition.</summary>
    public const string InsertAll =
        """
        INSERT INTO cabinet.gate (queue, partition, kind, priority, place, job)
        SELECT j.queue, j.partition, 0, j.priority, j.place, j.id FROM cabinet.job j WHERE j.class = 5
        """;
}
