namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The name of a physical commit, by which it is looked up when its answer was lost.</summary>
/// <param name="Lane">Who commits.</param>
/// <param name="Number">Which of its commits.</param>
internal readonly record struct CommitName(long Lane, long Number);
