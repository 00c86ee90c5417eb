using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Adds versions to the key ring and moves them through their life.</summary>
internal static class KeyCommands
{
    public static void Add(CommandList commands, AddKeyVersion operation, OperationPlace place)
    {
        var key = operation.Key;
        var version = new SealedUnder(key.KeyId, key.Version);
        AddTurn(commands, locksOut: false);
        Refuse(commands.Query(KeySql.InsertCheck), place, Refusal.KeyExists, version)
            .Small((int)key.State).Text(key.Purpose).Text(key.Tenant);
        Name(commands.Execute(KeySql.Insert), version).Text(key.Purpose).Text(key.Tenant).Small((int)key.State)
            .Small(key.Profile).Flag(key.IsFenced).Long(key.UsesReserved).Time(key.CreatedAt).Time(key.ActivatedAt)
            .Time(key.RetiredAt).Bytes(key.WrappedKey).Bytes(key.CheckValue);
    }

    public static void Add(CommandList commands, ChangeKeyState operation, OperationPlace place)
    {
        var version = operation.Version;
        AddTurn(commands, locksOut: operation.To == KeyState.Destroyed);
        Refuse(commands.Query(KeySql.ChangeCheck), place, Refusal.KeyChanged, version).Small((int)operation.From);
        switch (operation.To)
        {
            case KeyState.Active:
                Refuse(commands.Query(KeySql.ActivateCheck), place, Refusal.KeyExists, version);
                Name(commands.Execute(KeySql.Activate), version).Time(operation.At);
                break;
            case KeyState.Retired:
                Name(commands.Execute(KeySql.Retire), version).Time(operation.At);
                break;
            default:
                Name(commands.Execute(KeySql.Destroy), version);
                break;
        }
    }

    public static void Add(CommandList commands, FenceKeyVersion operation, OperationPlace place)
    {
        // Taking a fence away locks nobody out: whoever still saw it was refused.
        AddTurn(commands, locksOut: operation.IsFenced);
        Refuse(commands.Query(KeySql.FenceCheck), place, Refusal.KeyChanged, operation.Version);
        Name(commands.Execute(KeySql.Fence), operation.Version).Flag(operation.IsFenced);
    }

    public static void Add(CommandList commands, ReplaceWrappedKey operation, OperationPlace place)
    {
        AddTurn(commands, locksOut: false);
        Name(commands.Query(KeySql.ReplaceWrapped), operation.Version).Bytes(operation.Expected)
            .Bytes(operation.Replacement).Int(place.Number).Int((int)Refusal.KeyChanged);
    }

    public static void Add(CommandList commands, ReserveKeyUses operation, OperationPlace place)
    {
        Name(commands.Query(KeySql.ReserveCheck).Int(place.Number), operation.Version).Long(operation.Count)
            .Long(operation.Limit).Int((int)Refusal.KeyExhausted).Int((int)Refusal.KeyChanged);
        Name(commands.Execute(KeySql.Reserve), operation.Version).Long(operation.Count);
    }

    public static void Add(CommandList commands, RequireRingConfirmed operation, OperationPlace place) =>
        commands.Query(KeySql.ConfirmedCheck).Int(place.Number).Int((int)Refusal.RingUnconfirmed)
            .Long(operation.Revision);

    private static void AddTurn(CommandList commands, bool locksOut)
    {
        commands.Execute(locksOut ? KeySql.LockOut : KeySql.Enter);
        commands.Execute(KeySql.NextRevision);
    }

    private static Command Refuse(Command command, OperationPlace place, Refusal reason, SealedUnder version) =>
        Name(command.Int(place.Number).Int((int)reason), version);

    private static Command Name(Command command, SealedUnder version) =>
        command.Bytes(version.KeyId.ToByteArray()).Int(version.Version.Value);
}
