using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Observability;
using Cabinet.Infrastructure.Sqlite.Reading;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>The writer's connection with everything that is prepared on it: applies write sets and claims.</summary>
/// <remarks>Used by the writer's thread only.</remarks>
internal sealed class WriterSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement dataVersion;
    private readonly SqliteStatement savepoint;
    private readonly SqliteStatement rollBackToSavepoint;
    private readonly SqliteStatement release;
    private readonly NameCache names;
    private readonly WriterMemory memory;
    private readonly OperationTable operations;
    private long knownVersion;
    private bool isTrusted;

    public WriterSession(SqliteConnection connection, NameCache names, SqliteMetrics metrics)
    {
        this.connection = connection;
        this.names = names;
        begin = connection.Prepare("BEGIN IMMEDIATE");
        commit = connection.Prepare("COMMIT");
        dataVersion = connection.Prepare("PRAGMA data_version");
        savepoint = connection.Prepare("SAVEPOINT write_set");
        rollBackToSavepoint = connection.Prepare("ROLLBACK TO write_set");
        release = connection.Prepare("RELEASE write_set");
        Space = new FreeSpace(connection, metrics);
        memory = new WriterMemory(connection);
        operations = new OperationTable(connection, memory, new NameReader(connection, names));
    }

    /// <summary>What can be given back to the file system while nobody waits.</summary>
    public FreeSpace Space { get; }

    public void Dispose() => connection.Dispose();

    /// <summary>Opens a physical transaction, and makes sure that the memory agrees with the file.</summary>
    public void Begin()
    {
        begin.Run();

        // The version moves when another connection has committed: whatever is remembered may be wrong then.
        dataVersion.Step();
        var version = dataVersion.Int64(0);
        dataVersion.Reset();
        if (!isTrusted || version != knownVersion)
        {
            memory.Reload();
            (isTrusted, knownVersion) = (true, version);
        }
    }

    /// <summary>Puts everything on stable storage; a failure from here on may leave the outcome unknown.</summary>
    public void Commit() => commit.Run();

    /// <summary>Writes what waits for the commit.</summary>
    public void Flush()
    {
        operations.Ended.Flush();
        memory.Batches.Flush();
    }

    /// <summary>Undoes the open transaction, if SQLite hasn't yet.</summary>
    public void RollBack()
    {
        connection.RollBack();
        operations.Ended.Clear();

        // Names that the undone transaction made were never anybody else's to see.
        names.Forget();
        isTrusted = false;
    }

    public ClaimResult Claim(ClaimRequest request) => operations.Claims.Claim(request);

    /// <summary>Applies a write set whole or not at all.</summary>
    /// <param name="writeSet">The write set.</param>
    /// <param name="isAlone">Nothing else is in this transaction, so a refusal may roll it back.</param>
    /// <param name="isGuarded">Opens a savepoint for any write set that may be refused after it has written.</param>
    /// <exception cref="UndoNeededException">It was refused after it wrote, and there is no savepoint.</exception>
    public CommitResult Apply(WriteSet writeSet, bool isAlone, bool isGuarded)
    {
        var guard = !isAlone
            && (isGuarded ? writeSet.Operations.Count > 1 : SavepointRule.IsNeeded(writeSet.Operations));
        if (guard)
        {
            // What earlier write sets left waiting must not be undone with this one.
            Flush();
            savepoint.Run();
        }

        var changes = connection.TotalChanges;
        var mark = operations.Ended.Mark;
        memory.Batches.Mark();
        var result = Apply(writeSet.Operations);
        if (result is not CommitResult.Refused refused)
        {
            memory.Leases.Accept();
            if (guard)
            {
                release.Run();
            }

            return result;
        }

        memory.Leases.Undo();
        operations.Ended.TakeBack(mark);
        memory.Batches.TakeBack();
        TakeBack(isAlone, guard, hasWritten: connection.TotalChanges != changes);
        return refused;
    }

    /// <summary>
    /// Applies a write set within a transaction that somebody else opened on this connection and that holds the write
    /// lock. After a refusal, whoever opened a savepoint goes back to it.
    /// </summary>
    public CommitResult ApplyWithin(WriteSet writeSet)
    {
        memory.Reload();
        return Apply(writeSet.Operations);
    }

    private CommitResult Apply(IReadOnlyList<WriteOperation> set)
    {
        long affected = 0;
        var released = false;
        Dictionary<JobId, JobId>? kept = null;
        for (var i = 0; i < set.Count; i++)
        {
            if (memory.Fences.Refuse(set[i]))
            {
                return new CommitResult.Refused(i, Refusal.KeyFenced);
            }

            var outcome = operations.Apply(set[i]);
            if (outcome.Refusal is { } refusal)
            {
                return new CommitResult.Refused(i, refusal) { Existing = outcome.Existing };
            }

            affected += outcome.Affected;
            released |= outcome.ReleasedCallbacks;
            if (outcome.Existing is { } existing)
            {
                kept ??= [];
                kept[((EnqueueJob)set[i]).Job.Id] = new JobId(existing);
            }
        }

        return affected == 0 && kept is null && !released
            ? CommitResult.Done
            : new CommitResult.Committed { Affected = affected, Kept = kept, ReleasedCallbacks = released };
    }

    private void TakeBack(bool isAlone, bool hasSavepoint, bool hasWritten)
    {
        if (hasSavepoint)
        {
            rollBackToSavepoint.Run();
            release.Run();
            if (hasWritten)
            {
                memory.Reload();
            }
        }
        else if (hasWritten && !isAlone)
        {
            throw new UndoNeededException();
        }
    }
}
