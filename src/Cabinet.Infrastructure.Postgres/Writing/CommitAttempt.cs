using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Sends one physical transaction and finds out what became of it.</summary>
internal sealed class CommitAttempt(
    StoreDatabase database, LaneConnection lane, NameTable names, CommitLookUp lookUp, TimeSpan lookUpTimeout)
{
    private const string RefusedState = "CB001";

    // Undone by the other of two commits that stood in each other's way.
    private static readonly HashSet<string> Conflicts =
    [
        PostgresErrorCodes.UniqueViolation, PostgresErrorCodes.DeadlockDetected,
        PostgresErrorCodes.SerializationFailure,
    ];

    /// <summary>Runs the statements; they are made anew when a name needs a number first.</summary>
    public async Task<GroupResult> RunAsync(
        Action<CommandList, CommitName> build, CancellationToken stopping)
    {
        while (true)
        {
            var isSent = false;
            var name = default(CommitName);
            try
            {
                var connection = await lane.OpenAsync(stopping);
                name = lane.NextName();
                var commands = new CommandList(database);
                lane.Names.AddForgetting(commands);
                build(commands, name);
                isSent = true;

                // Once sent it isn't given up: a commit under way takes place or not, whoever waits for it.
                await commands.RunAsync(connection, CancellationToken.None);
                if (commands.IsVoid)
                {
                    return new GroupResult.Refused(OperationPlace.Unknown, null, null);
                }

                if (lane.WasWarned && await ConfirmAsync(name, stopping) is var confirmed and not true)
                {
                    if (confirmed is null)
                    {
                        return new GroupResult.Failed(Unknown(null), MayBeOneOfThem: false);
                    }

                    continue;
                }

                lane.Names.Committed(name);
                return new GroupResult.Committed(WasLookedUp: false);
            }
            catch (NameUnknownException unknown)
            {
                if (await TryMakeAsync(unknown.Name, stopping) is { } failed)
                {
                    return failed;
                }

                continue;
            }
            catch (PostgresException refusal) when (IsDefinite(refusal))
            {
                return Read(refusal);
            }
            catch (Exception trouble) when (trouble is NpgsqlException or TimeoutException or IOException)
            {
                await lane.BreakAsync();
                if (!isSent)
                {
                    return new GroupResult.Failed(PostgresFaults.ToStoreException(trouble, database.Label), false);
                }

                if (await lookUp.FindAsync(name, lookUpTimeout, stopping) is not { } found)
                {
                    return new GroupResult.Failed(Unknown(trouble), MayBeOneOfThem: false);
                }

                if (!found)
                {
                    continue;
                }

                return new GroupResult.Committed(WasLookedUp: true);
            }
        }
    }

    // The answer came with a warning: the commit is on this server, but perhaps not on the synchronous standby. If that
    // was promoted meanwhile, the commit isn't there and never will be; what this server has of it counts no more.
    private async Task<bool?> ConfirmAsync(CommitName name, CancellationToken stopping)
    {
        await lane.BreakAsync();
        return await lookUp.FindAsync(name, lookUpTimeout, stopping);
    }

    private async Task<GroupResult?> TryMakeAsync(string name, CancellationToken stopping)
    {
        try
        {
            await names.MakeAsync(await lane.OpenAsync(stopping), name, stopping);
            return null;
        }
        catch (PostgresException blocked) when (blocked.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return new GroupResult.Blocked(PostgresFaults.ToStoreException(blocked, database.Label));
        }
        catch (Exception trouble) when (trouble is NpgsqlException or TimeoutException or IOException)
        {
            await lane.BreakAsync();
            return new GroupResult.Failed(PostgresFaults.ToStoreException(trouble, database.Label), false);
        }
    }

    // The server answered that the transaction is undone. An administrator's shut-down says so, too, but may come after
    // the commit.
    private static bool IsDefinite(PostgresException error) =>
        error.InvariantSeverity == "ERROR" && !error.SqlState.StartsWith("57P", StringComparison.Ordinal);

    private GroupResult Read(PostgresException error)
    {
        if (error.SqlState == RefusedState)
        {
            var parts = error.MessageText.Split(' ');
            var reason = int.Parse(parts[1], CultureInfo.InvariantCulture);
            return new GroupResult.Refused(
                int.Parse(parts[0], CultureInfo.InvariantCulture),
                reason == OperationPlace.Again ? null : (Refusal)reason,
                parts.Length > 2 ? Guid.Parse(parts[2]) : null);
        }

        if (Conflicts.Contains(error.SqlState))
        {
            return new GroupResult.Conflicted();
        }

        var told = PostgresFaults.ToStoreException(error, database.Label);
        return error.SqlState == PostgresErrorCodes.LockNotAvailable
            ? new GroupResult.Blocked(told)
            : new GroupResult.Failed(told, MayBeOneOfThem: true);
    }

    private StoreException Unknown(Exception? cause) => new(
        StoreFault.Unavailable,
        $"The store '{database.Label}' couldn't confirm a commit: it may be stored or not. Look it up before doing it "
        + "again, and check the server and its standbys.",
        cause)
    {
        OutcomeUnknown = true,
    };
}
