namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The names of one lane's commits: given in order, each kept while somebody may have to look it up.</summary>
/// <remarks>
/// A lane looks up its last commit at most, but to delete each name by the next commit would cost as much as to insert
/// it. So many are deleted together, found from where the last deletion ended: a range that began at the front would walk
/// over all the deleted names that somebody's long transaction keeps alive.
/// </remarks>
internal sealed class CommitNames
{
    private const int KeptAtMost = 64;

    // Names that bar a commit stay.
    private const string ForgetSql =
        "DELETE FROM cabinet.commit_key WHERE lane = $1 AND number > $2 AND number <= $3 AND at <> 'infinity'";

    private long number;
    private long committed;
    private long forgotten;
    private long forgetting;

    /// <summary>The lane's number in the store; 0 while it has none.</summary>
    public long Lane { get; set; }

    /// <summary>A new name for the next commit. The lane has to have its number.</summary>
    public CommitName Next() => new(Lane, ++number);

    /// <summary>Adds to the next commit, now and then, the deletion of the names that nobody asks for any more.</summary>
    public void AddForgetting(CommandList commands)
    {
        forgetting = forgotten;
        if (committed - forgotten >= KeptAtMost)
        {
            forgetting = committed;
            commands.Execute(ForgetSql).Long(Lane).Long(forgotten).Long(forgetting);
        }
    }

    /// <summary>The commit of this name took place, and with it what was added to it.</summary>
    public void Committed(CommitName name)
    {
        committed = name.Number;
        forgotten = forgetting;
    }
}
