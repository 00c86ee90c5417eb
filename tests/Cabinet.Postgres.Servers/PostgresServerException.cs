namespace Cabinet.Postgres.Servers;

/// <summary>A server, or a program that it needs, didn't do what was asked; the message has what it said.</summary>
public sealed class PostgresServerException(string message) : Exception(message);
