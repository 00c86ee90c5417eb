namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>The connection answers and doesn't hear its own announcement: its session isn't the one that listens.</summary>
internal sealed class ListenerDeafException() : Exception("The connection doesn't hear what it announces itself.");
