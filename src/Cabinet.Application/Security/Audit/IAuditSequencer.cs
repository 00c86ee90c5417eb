namespace Cabinet.Application.Security.Audit;

/// <summary>Orders what was audited into the tree, and signs a checkpoint over it.</summary>
public interface IAuditSequencer
{
    /// <summary>
    /// Sequences one bounded batch. Any number of processes may call it at once: the tree's size is a precondition of
    /// the commit, so one of them wins and the others find nothing.
    /// </summary>
    /// <param name="limit">At most so many entries, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many entries it sequenced.</returns>
    ValueTask<int> SequenceAsync(int limit, CancellationToken cancellationToken);
}
