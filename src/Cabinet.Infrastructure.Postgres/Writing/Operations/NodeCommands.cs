using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Writes the list of the living, and gives back what those that leave it had claimed.</summary>
internal static class NodeCommands
{
    private const int Suspect = 2;
    private const int Front = 3;

    public static void Add(CommandList commands, RegisterNode operation, OperationPlace place)
    {
        var node = operation.Node;
        commands.Query(NodeSql.InsertCheck).Int(place.Number).Int((int)Refusal.DuplicateId).Id(node.Id.Value);
        commands.Execute(NodeSql.Insert).Id(node.Id.Value).Text(node.Name).Duration(Milliseconds(node.Lease))
            .Long(node.Beat).Time(node.StartedAt).Long(node.RingRevision);
    }

    public static void Add(CommandList commands, RenewNode operation, OperationPlace place) =>
        commands.Query(NodeSql.Renew).Id(operation.Node.Value).Long(operation.Beat)
            .Int(place.Number).Int((int)Refusal.NodeGone);

    public static void Add(CommandList commands, ConfirmRing operation, OperationPlace place) =>
        commands.Query(NodeSql.ConfirmRing).Id(operation.Node.Value).Long(operation.Revision)
            .Int(place.Number).Int((int)Refusal.NodeGone);

    public static void Add(CommandList commands, ExpireNode operation, OperationPlace place)
    {
        var node = operation.Node.Value;
        commands.Query(NodeSql.Lock).Id(node);
        commands.Query(NodeSql.ExpireCheck).Id(node).Long(operation.Beat)
            .Int(place.Number).Int((int)Refusal.NodeGone).Int((int)Refusal.NodeAlive);
        Remove(commands, node, place, Suspect, deathAlone: 1);
    }

    public static void Add(CommandList commands, RetireNode operation, OperationPlace place)
    {
        var node = operation.Node.Value;
        commands.Query(NodeSql.Lock).Id(node);
        commands.Query(NodeSql.RetireCheck).Id(node).Int(place.Number).Int((int)Refusal.NodeGone);
        Remove(commands, node, place, Front, deathAlone: 0);
    }

    public static void Add(CommandList commands, TakeLease operation, OperationPlace place)
    {
        commands.Query(NodeSql.TakeLeaseCheck).Id(operation.Node.Value).Int(place.Number).Int((int)Refusal.NodeGone);
        commands.Query(NodeSql.TakeLease).Text(operation.BackgroundTask).Id(operation.Node.Value)
            .Int(place.Number).Int((int)Refusal.LeaseHeld);
    }

    public static void Add(CommandList commands, ReleaseLease operation, OperationPlace place)
    {
        var result = operation.Result;
        commands.Query(NodeSql.ReleaseLease).Text(result.Name).Id(operation.Node.Value).Time(result.At)
            .Flag(result.Succeeded).Long(result.Affected).Duration(Milliseconds(result.Duration))
            .Text(result.Message).Int(place.Number).Int((int)Refusal.LeaseHeld);
    }

    private static void Remove(CommandList commands, Guid node, OperationPlace place, int jobClass, int deathAlone)
    {
        commands.Query(NodeSql.GiveBack).Id(node).Small(jobClass).Int(deathAlone)
            .Says(reader => place.Outcome.Touched(reader.ReadCount()));
        commands.Execute(NodeSql.DeleteLeases).Id(node);
        commands.Execute(NodeSql.Delete).Id(node);
        commands.Execute(NodeSql.FreeLeases).Id(node);
    }

    private static TimeSpan Milliseconds(TimeSpan time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond));
}
