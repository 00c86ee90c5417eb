using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Writing;
using Cabinet.Infrastructure.Postgres.Writing.Operations;

namespace Cabinet.Infrastructure.Postgres.Enlisting;

/// <summary>Writes the statements that put one write set into a developer's transaction.</summary>
internal sealed class EnlistPlan(SchemaName schema, INameIds names, LeaseBook leases)
{
    /// <summary>Where the transaction goes back to after a refusal; one of the developer's of this name is hidden, not lost.</summary>
    public const string Savepoint = "cabinet_write_set";

    private const string OpenSql = "SAVEPOINT " + Savepoint;

    private const string ReleaseSql = "RELEASE SAVEPOINT " + Savepoint;

    /// <summary>The statements of one round trip.</summary>
    /// <param name="writeSet">What to write.</param>
    /// <param name="outcome">Takes what it has to tell.</param>
    /// <param name="identity">Where it has to be written.</param>
    /// <param name="isGathered">Alike jobs in one statement, which doesn't say which of them is refused.</param>
    /// <param name="keepsSnapshot">The transaction isn't at READ COMMITTED, so that nothing is final yet.</param>
    public CommandList Build(
        WriteSet writeSet, SetOutcome outcome, string identity, bool isGathered, bool keepsSnapshot)
    {
        var commands = new CommandList(schema);
        commands.Execute(OpenSql);
        StoreIdentity.AddCheck(commands, identity, mustReadCommitted: !keepsSnapshot);
        if (isGathered)
        {
            AddGathered(commands, writeSet.Operations);
        }
        else
        {
            GroupPlan.AddEach(commands, writeSet.Operations, outcome, names, leases);
        }

        if (!keepsSnapshot)
        {
            commands.Execute(ReleaseSql);
        }

        return commands;
    }

    /// <summary>Whether all of it is plain jobs.</summary>
    public static bool MayGather(WriteSet writeSet) =>
        writeSet.Operations.All(static operation => operation is EnqueueJob { Job.UniqueKey: null });

    private void AddGathered(CommandList commands, IReadOnlyList<WriteOperation> operations)
    {
        var versions = new HashSet<SealedUnder>();
        foreach (var operation in operations)
        {
            FenceCheck.Collect(operation, versions);
        }

        FenceCheck.AddAny(commands, versions);
        EnqueueCommands.AddMany(
            commands, [.. operations.Select(static operation => ((EnqueueJob)operation).Job)], names);
    }
}
