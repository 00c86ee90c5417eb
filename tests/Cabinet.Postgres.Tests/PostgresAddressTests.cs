using Cabinet.Infrastructure.Postgres;
using Npgsql;

namespace Cabinet.Postgres.Tests;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgres://me@db1/app", "Username=me;Host=db1;Database=app")]
    [InlineData("postgresql://me:p%40ss@db1:5433/app", "Username=me;Password=p@ss;Host=db1;Port=5433;Database=app")]
    [InlineData("postgres://db1,db2:5433/app", "Host=db1,db2:5433;Database=app")]
    [InlineData("postgres://me@[::1]:5433/app", "Username=me;Host=::1;Port=5433;Database=app")]
    [InlineData("postgres://db1/app?sslmode=verify-full", "Host=db1;Database=app;SSL Mode=VerifyFull")]
    [InlineData(
        "postgres:///app?host=/run/postgresql&application_name=x",
        "Database=app;Host=/run/postgresql;Application Name=x")]
    [InlineData("Server=db1;Database=app;Max Auto Prepare=7", "Host=db1;Database=app;Max Auto Prepare=7")]
    public void Both_forms_say_the_same(string text, string connectionString)
    {
        var expected = new NpgsqlConnectionStringBuilder(connectionString);
        var read = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(text).ConnectionString);

        Assert.True(expected.EquivalentTo(read), read.ConnectionString);
    }

    [Theory]
    [InlineData("postgres://me:secret@db1/app?schema=shop&pools_transactions=true")]
    [InlineData("Host=db1;Database=app;Username=me;Password=secret;Schema=shop;Pools Transactions=true")]
    public void The_schema_and_the_proxy_are_said_in_it_and_the_label_tells_no_password(string text)
    {
        var options = new PostgresStoreOptions();
        var address = PostgresAddress.Parse(text);
        address.ApplyTo(options);

        Assert.Equal("shop", options.Schema);
        Assert.True(options.PoolsTransactions);
        Assert.Equal("db1:5432/app, schema shop", address.ToString());
        Assert.DoesNotContain("shop", options.ConnectionString, StringComparison.OrdinalIgnoreCase);

        // What is printed may be typed again, and lacks the password only.
        var again = PostgresAddress.Parse(address.Printable);
        Assert.True(address.HasSecrets);
        Assert.False(again.HasSecrets);
        Assert.DoesNotContain("secret", address.Printable, StringComparison.Ordinal);
        Assert.Equal(
            (address.Label, address.Schema, address.PoolsTransactions),
            (again.Label, again.Schema, again.PoolsTransactions));
        Assert.Equal(
            "me", new NpgsqlConnectionStringBuilder(again.ConnectionString).Username);
    }

    [Theory]
    [InlineData("postgres://me:secret@db1/app?colour=secret", "colour")]
    [InlineData("postgres://me:secret@db1:secret/app", "port")]
    [InlineData("Host=db1;Port=secret", "port")]
    [InlineData("Database=secret", "no server")]
    [InlineData("Host=db1;Pools Transactions=secret", "pools transactions")]
    public void What_is_wrong_is_named_and_never_quoted(string text, string named)
    {
        var refusal = Assert.Throws<FormatException>(() => PostgresAddress.Parse(text));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }
}
