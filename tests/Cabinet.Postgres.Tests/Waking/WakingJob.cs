namespace Cabinet.Postgres.Tests.Waking;

/// <summary>A job that says which it is.</summary>
internal sealed record WakingJob(int Number);
