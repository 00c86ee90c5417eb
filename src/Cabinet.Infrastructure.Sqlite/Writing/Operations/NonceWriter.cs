using System.Buffers;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Uses nonces up, and forgets those that nobody could use any more.</summary>
internal sealed class NonceWriter(SqliteConnection connection, WriterMemory memory)
{
    private const int DigestSize = 32;
    private const string InsertSql = "INSERT INTO nonce (digest, keep_until) VALUES (?1, ?2)";
    private const string FindSql = "SELECT 1 FROM nonce WHERE digest = ?1";

    private const string PruneSql =
        """
        DELETE FROM nonce WHERE digest IN (
          SELECT digest FROM nonce WHERE keep_until < ?1 ORDER BY keep_until LIMIT ?2)
        """;

    private readonly SqliteStatement insert = connection.Prepare(InsertSql);
    private readonly SqliteStatement find = connection.Prepare(FindSql);
    private readonly SqliteStatement prune = connection.Prepare(PruneSql);

    public OperationOutcome Consume(ConsumeNonce operation)
    {
        Span<byte> digest = stackalloc byte[DigestSize];
        ReadDigest(operation.Nonce, digest);
        var keepUntil = operation.KeepUntil.ToUnixTimeMilliseconds();
        if (keepUntil < memory.NonceFloor.Value)
        {
            return IsUsed(digest) ? Refusal.NonceUsed : Refusal.NonceExpired;
        }

        return insert.Bind(1, digest).Bind(2, keepUntil).TryRun() ? OperationOutcome.Done : Refusal.NonceUsed;
    }

    public OperationOutcome Prune(PruneNonces operation)
    {
        // The floor rises in the same transaction, so nothing is ever forgotten that could be admitted again.
        memory.NonceFloor.Raise(operation.KeepUntilBefore.ToUnixTimeMilliseconds());
        return OperationOutcome.Touched(prune.Bind(1, operation.KeepUntilBefore).Bind(2, operation.Limit).Run());
    }

    private static void ReadDigest(string nonce, Span<byte> digest)
    {
        if (nonce.Length != DigestSize * 2
            || Convert.FromHexString(nonce, digest, out _, out _) != OperationStatus.Done)
        {
            throw new InvalidOperationException("A nonce reaches a driver through the sealing front only.");
        }
    }

    private bool IsUsed(ReadOnlySpan<byte> digest)
    {
        find.Bind(1, digest);
        var found = find.Step();
        find.Reset();
        return found;
    }
}
