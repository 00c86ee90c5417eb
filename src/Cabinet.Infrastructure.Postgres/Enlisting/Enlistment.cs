using System.Data;
using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Infrastructure.Postgres.Writing;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Enlisting;

/// <summary>Puts write sets into developers' transactions.</summary>
/// <remarks>
/// Everything happens behind a savepoint: what is refused or fails goes back to it, so that the transaction is as it was.
/// There is no commit key, because whether the transaction was committed is the developer's to know.
/// </remarks>
internal sealed class Enlistment(StoreDatabase database, NameTable names)
{
    private const string RefusedState = "CB001";

    // Each time another commit was quicker.
    private const int MostAttempts = 20;

    private const string BackSql =
        "ROLLBACK TO SAVEPOINT " + EnlistPlan.Savepoint + "; RELEASE SAVEPOINT " + EnlistPlan.Savepoint;

    private const string ReleaseSql = "RELEASE SAVEPOINT " + EnlistPlan.Savepoint;

    private readonly StoreIdentity store = new(database);
    private readonly LateCheck late = new(database);
    private readonly EnlistPlan plan = new(database.Schema, names, new LeaseBook());

    /// <summary>Puts a write set into the transaction, whole or not at all.</summary>
    public async ValueTask<CommitResult> RunAsync(
        WriteSet writeSet, PostgresStoreTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        var identity = await FindIdentityAsync(cancellationToken);
        var isGathered = EnlistPlan.MayGather(writeSet);
        var keepsSnapshot = transaction.KeepsSnapshot;
        for (var attempts = 1; ; attempts++)
        {
            var outcome = new SetOutcome();
            try
            {
                var commands = plan.Build(writeSet, outcome, identity, isGathered, keepsSnapshot);
                await commands.RunAsync(connection, cancellationToken);
                return keepsSnapshot
                    ? await FinishAsync(writeSet, outcome, connection, cancellationToken)
                    : outcome.ToResult();
            }
            catch (NameUnknownException unknown)
            {
                await MakeAsync(unknown.Name, cancellationToken);
            }
            catch (PostgresException refusal) when (refusal.SqlState == RefusedState)
            {
                await BackAsync(connection, refusal);
                var refused = Refused.Read(refusal);
                switch (refused.Reason)
                {
                    case StoreIdentity.Elsewhere:
                        throw EnlistFaults.Elsewhere(null, database.Label);
                    case StoreIdentity.KeepsSnapshot:
                        keepsSnapshot = true;
                        break;
                    case OperationPlace.Again when !keepsSnapshot && attempts < MostAttempts:
                        break;
                    case OperationPlace.Again:
                        throw EnlistFaults.InTheWay(refusal);
                    case var _ when isGathered:
                        isGathered = false;
                        break;
                    case var reason:
                        return new CommitResult.Refused(refused.Place, (Refusal)reason) { Existing = refused.Existing };
                }
            }
            catch (PostgresException taken) when (
                taken.SqlState == PostgresErrorCodes.UniqueViolation && !keepsSnapshot && attempts < MostAttempts)
            {
                // Another commit came in between: the next look sees what it did, and says what is refused.
                await BackAsync(connection, taken);
                isGathered = false;
            }
            catch (PostgresException denied) when (denied.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                await BackAsync(connection, denied);
                throw await DeniedAsync(connection, denied, cancellationToken);
            }
            catch (Exception trouble) when (MustGoBack(trouble))
            {
                await BackAsync(connection, trouble);
                throw trouble is OperationCanceledException or StoreException
                    ? trouble
                    : EnlistFaults.ToStoreException(trouble, database.Label);
            }
        }
    }

    // Nothing was sent when the connection is busy with something else.
    private static bool MustGoBack(Exception trouble) =>
        trouble is OperationCanceledException or StoreException
        || (PostgresFaults.IsTrouble(trouble) && trouble is not NpgsqlOperationInProgressException);

    private async ValueTask<CommitResult> FinishAsync(
        WriteSet writeSet, SetOutcome outcome, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await late.FindAsync(writeSet, cancellationToken) is { } refused)
        {
            await BackAsync(connection, null);
            return refused;
        }

        await using var release = new NpgsqlCommand(ReleaseSql, connection);
        await release.ExecuteNonQueryAsync(cancellationToken);
        return outcome.ToResult();
    }

    private static async ValueTask BackAsync(NpgsqlConnection connection, Exception? cause)
    {
        if (connection.State != ConnectionState.Open)
        {
            throw EnlistFaults.Lost(cause);
        }

        try
        {
            await using var back = new NpgsqlCommand(BackSql, connection);
            await back.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (PostgresException)
        {
            // There is no savepoint, because the transaction had failed before; the cause says so.
        }
        catch (Exception trouble) when (PostgresFaults.IsTrouble(trouble))
        {
            throw EnlistFaults.Lost(trouble);
        }
    }

    private async ValueTask<StoreException> DeniedAsync(
        NpgsqlConnection connection, PostgresException denied, CancellationToken cancellationToken)
    {
        try
        {
            // Not the user that logged in: a transaction may have taken another role.
            var role = await StoreRights.ReadRoleAsync(connection, cancellationToken);
            var grants = StoreRights.Grants(database.Schema, role);
            return EnlistFaults.Denied(denied, database.Label, $"Run as the schema's owner: {grants}");
        }
        catch (Exception trouble) when (PostgresFaults.IsTrouble(trouble))
        {
            return EnlistFaults.ToStoreException(denied, database.Label);
        }
    }

    private async ValueTask<string> FindIdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(cancellationToken);
        }
        catch (Exception trouble) when (PostgresFaults.IsTrouble(trouble))
        {
            throw PostgresFaults.ToStoreException(trouble, database.Label);
        }
    }

    // On a connection of the store's own: a name stays when the developer's transaction is rolled back.
    private async ValueTask MakeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await names.MakeAsync(connection, name, cancellationToken);
        }
        catch (Exception trouble) when (PostgresFaults.IsTrouble(trouble))
        {
            throw PostgresFaults.ToStoreException(trouble, database.Label);
        }
    }

    private readonly record struct Refused(int Place, int Reason, Guid? Existing)
    {
        public static Refused Read(PostgresException error)
        {
            var parts = error.MessageText.Split(' ');
            return new Refused(
                int.Parse(parts[0], CultureInfo.InvariantCulture),
                int.Parse(parts[1], CultureInfo.InvariantCulture),
                parts.Length > 2 ? Guid.Parse(parts[2]) : null);
        }
    }
}
