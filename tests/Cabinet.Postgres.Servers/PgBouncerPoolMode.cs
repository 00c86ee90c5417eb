namespace Cabinet.Postgres.Servers;

/// <summary>For how long PgBouncer gives a client a server's connection.</summary>
public enum PgBouncerPoolMode
{
    Session,
    Transaction,
    Statement,
}
