using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Adds versions to the key ring and moves them through their life.</summary>
internal sealed class KeyWriter(SqliteConnection connection, WriterMemory memory)
{
    private readonly SqliteStatement active = connection.Prepare(KeySql.HasActive);
    private readonly SqliteStatement exists = connection.Prepare(KeySql.Exists);
    private readonly SqliteStatement find = connection.Prepare(KeySql.Find);
    private readonly SqliteStatement nextRevision = connection.Prepare(KeySql.NextRevision);
    private readonly SqliteStatement insert = connection.Prepare(KeySql.Insert);
    private readonly SqliteStatement activate = connection.Prepare(KeySql.Activate);
    private readonly SqliteStatement retire = connection.Prepare(KeySql.Retire);
    private readonly SqliteStatement destroy = connection.Prepare(KeySql.Destroy);
    private readonly SqliteStatement fence = connection.Prepare(KeySql.Fence);
    private readonly SqliteStatement matches = connection.Prepare(KeySql.Matches);
    private readonly SqliteStatement replaceWrapped = connection.Prepare(KeySql.ReplaceWrapped);
    private readonly SqliteStatement reserve = connection.Prepare(KeySql.Reserve);
    private readonly SqliteStatement unconfirmed = connection.Prepare(KeySql.Unconfirmed);

    public OperationOutcome Add(AddKeyVersion operation)
    {
        var key = operation.Key;
        var name = new SealedUnder(key.KeyId, key.Version);
        if (Any(Bind(exists, name)) || (key.State == KeyState.Active && HasActive(key.Purpose, key.Tenant)))
        {
            return Refusal.KeyExists;
        }

        Bind(insert, name).Bind(3, key.Purpose).Bind(4, (int)key.State).Bind(5, key.Profile)
            .Bind(6, key.WrappedKey.Span).Bind(7, key.CheckValue.Span).Bind(8, key.CreatedAt).Bind(9, key.Tenant)
            .Bind(10, NextRevision()).Bind(11, key.UsesReserved).Bind(12, key.IsFenced ? 1 : 0)
            .Bind(13, key.ActivatedAt).Bind(14, key.RetiredAt).Run();
        memory.Fences.Reload();
        return OperationOutcome.Done;
    }

    public OperationOutcome Change(ChangeKeyState operation)
    {
        if (Find(operation.Version) is not { } key
            || key.State != operation.From
            || (key.State == KeyState.Retired && !key.IsFenced))
        {
            return Refusal.KeyChanged;
        }

        if (operation.To == KeyState.Active && HasActive(key.Purpose, key.Tenant))
        {
            return Refusal.KeyExists;
        }

        switch (operation.To)
        {
            case KeyState.Active:
                Bind(activate, operation.Version).Bind(3, NextRevision()).Bind(4, operation.At).Run();
                break;
            case KeyState.Retired:
                Bind(retire, operation.Version).Bind(3, NextRevision()).Bind(4, operation.At).Run();
                break;
            default:
                connection.RunErasing(Bind(destroy, operation.Version).Bind(3, NextRevision()));
                memory.Fences.Reload();
                break;
        }

        return OperationOutcome.Done;
    }

    public OperationOutcome Fence(FenceKeyVersion operation)
    {
        if (Find(operation.Version) is not { State: KeyState.Retired })
        {
            return Refusal.KeyChanged;
        }

        Bind(fence, operation.Version).Bind(3, NextRevision()).Bind(4, operation.IsFenced ? 1 : 0).Run();
        memory.Fences.Reload();
        return OperationOutcome.Done;
    }

    public OperationOutcome ReplaceWrapped(ReplaceWrappedKey operation)
    {
        if (!Any(Bind(matches, operation.Version).Bind(3, operation.Expected.Span)))
        {
            return Refusal.KeyChanged;
        }

        connection.RunErasing(
            Bind(replaceWrapped, operation.Version).Bind(3, NextRevision()).Bind(4, operation.Replacement.Span));
        return OperationOutcome.Done;
    }

    public OperationOutcome Reserve(ReserveKeyUses operation)
    {
        if (Bind(reserve, operation.Version).Bind(3, operation.Count).Bind(4, operation.Limit).Run() == 1)
        {
            return OperationOutcome.Done;
        }

        return Find(operation.Version) is { State: KeyState.Active } ? Refusal.KeyExhausted : Refusal.KeyChanged;
    }

    public OperationOutcome RequireConfirmed(RequireRingConfirmed operation) =>
        Any(unconfirmed.Bind(1, operation.Revision)) ? Refusal.RingUnconfirmed : OperationOutcome.Done;

    private static SqliteStatement Bind(SqliteStatement statement, SealedUnder name)
    {
        Span<byte> id = stackalloc byte[KeyId.Size];
        name.KeyId.WriteTo(id);
        return statement.Bind(1, id).Bind(2, name.Version.Value);
    }

    private static bool Any(SqliteStatement statement)
    {
        var found = statement.Step();
        statement.Reset();
        return found;
    }

    private bool HasActive(string purpose, string tenant) => Any(active.Bind(1, purpose).Bind(2, tenant));

    private StoredVersion? Find(SealedUnder name)
    {
        if (!Bind(find, name).Step())
        {
            return null;
        }

        var found = new StoredVersion((KeyState)find.Int32(0), find.Int32(1) != 0, find.Text(2), find.Text(3));
        find.Reset();
        return found;
    }

    private long NextRevision()
    {
        if (!nextRevision.Step())
        {
            throw new SqliteError(SQLitePCL.raw.SQLITE_CORRUPT, "the counter 'ring' is missing");
        }

        var revision = nextRevision.Int64(0);
        nextRevision.Reset();
        return revision;
    }

    private readonly record struct StoredVersion(KeyState State, bool IsFenced, string Purpose, string Tenant);
}
