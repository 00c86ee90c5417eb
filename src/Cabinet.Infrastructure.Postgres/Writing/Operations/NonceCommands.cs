using System.Buffers;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Uses nonces up, and forgets those that nobody could use any more.</summary>
/// <remarks>
/// <para>
/// A nonce is inserted first, and the floor is looked at in a statement of its own afterwards. That order makes a lock on
/// the floor needless, so that signed commands never wait for each other or for a prune of other nonces. A digest can be
/// inserted a second time only once the transaction that forgot it has committed (the insert waits for it while it is
/// open), and that transaction raised the floor above its time. The second statement takes its snapshot after the
/// insert, as every statement does under READ COMMITTED: so it sees that floor and refuses.
/// </para>
/// <para>
/// A nonce that comes in beside a prune which doesn't see it yet may stay below the floor. It is there, so it can't be
/// used again, and the next prune forgets it.
/// </para>
/// </remarks>
internal static class NonceCommands
{
    private const int DigestSize = 32;

    private const string ConsumeSql =
        """
        WITH consumed AS (
          INSERT INTO cabinet.nonce (digest, keep_until) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING RETURNING 1)
        SELECT cabinet.refuse($3, $4) WHERE NOT EXISTS (SELECT FROM consumed)
        """;

    private const string FloorSql =
        """
        SELECT cabinet.refuse($1, $2)
        WHERE EXISTS (SELECT FROM cabinet.counter WHERE name = 'nonce-floor' AND value > $3)
        """;

    private const string RaiseSql = "UPDATE cabinet.counter SET value = $1 WHERE name = 'nonce-floor' AND value < $1";

    private const string PruneSql =
        """
        WITH gone AS (
          DELETE FROM cabinet.nonce WHERE digest = ANY (ARRAY(
            SELECT n.digest FROM cabinet.nonce n WHERE n.keep_until < $1 ORDER BY n.keep_until LIMIT $2)) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    public static void Add(CommandList commands, ConsumeNonce operation, OperationPlace place)
    {
        commands.Query(ConsumeSql).Bytes(ReadDigest(operation.Nonce)).Time(operation.KeepUntil)
            .Int(place.Number).Int((int)Refusal.NonceUsed);
        commands.Query(FloorSql).Int(place.Number).Int((int)Refusal.NonceExpired)
            .Long(operation.KeepUntil.ToUnixTimeMilliseconds());
    }

    public static void Add(CommandList commands, PruneNonces operation, OperationPlace place)
    {
        // The floor rises in the same transaction, so nothing is ever forgotten that could be admitted again.
        commands.Execute(RaiseSql).Long(operation.KeepUntilBefore.ToUnixTimeMilliseconds());
        commands.Query(PruneSql).Time(operation.KeepUntilBefore).Int(operation.Limit)
            .Says(reader => place.Outcome.Touched(reader.ReadCount()));
    }

    private static byte[] ReadDigest(string nonce)
    {
        var digest = new byte[DigestSize];
        return nonce.Length == DigestSize * 2
            && Convert.FromHexString(nonce, digest, out _, out _) == OperationStatus.Done
            ? digest
            : throw new InvalidOperationException("A nonce reaches a driver through the sealing front only.");
    }
}
