namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The writer's statements on nodes and the leases of background tasks.</summary>
internal static class NodeSql
{
    public const string Insert =
        "INSERT INTO node (id, name, lease_time, beat, started_at, ring_revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    public const string Renew = "UPDATE node SET beat = ?2 WHERE id = ?1";

    public const string ConfirmRing = "UPDATE node SET ring_revision = max(ring_revision, ?2) WHERE id = ?1";

    public const string FindBeat = "SELECT beat FROM node WHERE id = ?1";

    public const string Delete = "DELETE FROM node WHERE id = ?1";

    public const string FreeLeases = "UPDATE background SET node = NULL WHERE node = ?1";

    // A lease lasts while its node is on the list, so one that was left behind is free.
    public const string TakeLease =
        """
        INSERT INTO background (name, node) VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE SET node = excluded.node
        WHERE node IS NULL OR node = excluded.node OR node NOT IN (SELECT id FROM node)
        """;

    public const string ReleaseLease =
        """
        UPDATE background
        SET node = NULL, ended_at = ?3, succeeded = ?4, affected = ?5, duration = ?6, message = ?7
        WHERE name = ?1 AND node = ?2
        """;
}
