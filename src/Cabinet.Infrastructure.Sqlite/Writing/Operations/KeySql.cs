namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The writer's statements on the key ring.</summary>
internal static class KeySql
{
    public const string HasActive = "SELECT 1 FROM key_version WHERE purpose = ?1 AND tenant = ?2 AND state = 2";

    public const string Exists = "SELECT 1 FROM key_version WHERE key_id = ?1 AND version = ?2";

    public const string Find =
        "SELECT state, fenced, purpose, tenant FROM key_version WHERE key_id = ?1 AND version = ?2";

    public const string NextRevision =
        "UPDATE counter SET reserved = reserved + 1 WHERE name = 'ring' RETURNING reserved";

    public const string Insert =
        """
        INSERT INTO key_version (key_id, version, purpose, state, profile, wrapped_key, check_value, created_at, tenant,
                                 revision, uses, fenced, activated_at, retired_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """;

    public const string Activate =
        "UPDATE key_version SET state = 2, revision = ?3, activated_at = ?4 WHERE key_id = ?1 AND version = ?2";

    public const string Retire =
        "UPDATE key_version SET state = 3, revision = ?3, retired_at = ?4 WHERE key_id = ?1 AND version = ?2";

    public const string Destroy =
        """
        UPDATE key_version SET state = 4, revision = ?3, fenced = 1, wrapped_key = zeroblob(0)
        WHERE key_id = ?1 AND version = ?2
        """;

    public const string Fence =
        "UPDATE key_version SET fenced = ?4, revision = ?3 WHERE key_id = ?1 AND version = ?2";

    public const string Matches =
        "SELECT 1 FROM key_version WHERE key_id = ?1 AND version = ?2 AND state <> 4 AND wrapped_key = ?3";

    public const string ReplaceWrapped =
        "UPDATE key_version SET wrapped_key = ?4, revision = ?3 WHERE key_id = ?1 AND version = ?2";

    // Written so that no sum can overflow.
    public const string Reserve =
        "UPDATE key_version SET uses = uses + ?3 WHERE key_id = ?1 AND version = ?2 AND state = 2 AND uses <= ?4 - ?3";

    public const string Unconfirmed = "SELECT 1 FROM node WHERE ring_revision < ?1 LIMIT 1";
}
