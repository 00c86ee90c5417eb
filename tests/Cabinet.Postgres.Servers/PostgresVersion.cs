namespace Cabinet.Postgres.Servers;

/// <summary>The major versions that Cabinet supports; the value is the number.</summary>
public enum PostgresVersion
{
    V15 = 15,
    V16 = 16,
    V17 = 17,
    V18 = 18,
}
