using System.Net.Sockets;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Postgres.Tests.Connections;

/// <summary>Every kind of trouble has its fault and says what to do.</summary>
public sealed class PostgresFaultsTests
{
    [Theory]
    [InlineData("08006", StoreFault.Unavailable, "network")]
    [InlineData("25006", StoreFault.Unavailable, "standby")]
    [InlineData("26000", StoreFault.Unavailable, "PoolsTransactions")]
    [InlineData("28P01", StoreFault.Unavailable, "password")]
    [InlineData("28000", StoreFault.Unavailable, "pg_hba.conf")]
    [InlineData("3D000", StoreFault.NotADatabase, "CREATE DATABASE")]
    [InlineData("3F000", StoreFault.SchemaMismatch, "cabinet db migrate")]
    [InlineData("42P01", StoreFault.SchemaMismatch, "cabinet db migrate")]
    [InlineData("42703", StoreFault.SchemaMismatch, "cabinet db migrate")]
    [InlineData("42883", StoreFault.SchemaMismatch, "cabinet db migrate")]
    [InlineData("42501", StoreFault.ReadOnly, "Grant")]
    [InlineData("53100", StoreFault.DiskFull, "Free some space")]
    [InlineData("53300", StoreFault.Unavailable, "max_connections")]
    [InlineData("57014", StoreFault.Unavailable, "StatementTimeout")]
    [InlineData("57P01", StoreFault.Unavailable, "shut down")]
    [InlineData("57P02", StoreFault.Unavailable, "shut down")]
    [InlineData("57P03", StoreFault.Unavailable, "starting up")]
    [InlineData("XX001", StoreFault.Corrupt, "backup")]
    [InlineData("XX002", StoreFault.Corrupt, "backup")]
    [InlineData("22012", StoreFault.Unavailable, "defect")]
    public void What_the_server_says_has_its_fault(string state, StoreFault fault, string says)
    {
        var error = new PostgresException("the secret value", "ERROR", "ERROR", state);
        var exception = PostgresFaults.ToStoreException(error, "db1:5432/app");
        Assert.Equal(fault, exception.Fault);
        Assert.Contains("'db1:5432/app'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Contains(state, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        Assert.Same(error, exception.InnerException);
        Assert.False(exception.OutcomeUnknown);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "PostgreSQL runs there")]
    [InlineData(SocketError.HostNotFound, "name server")]
    [InlineData(SocketError.NetworkUnreachable, "firewall")]
    public void An_unreachable_server_is_unavailable(SocketError socket, string says)
    {
        var trouble = new NpgsqlException("no", new SocketException((int)socket));
        var exception = PostgresFaults.ToStoreException(trouble, "x");
        Assert.Equal(StoreFault.Unavailable, exception.Fault);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_answer_in_time_is_unavailable()
    {
        var exception = PostgresFaults.ToStoreException(new NpgsqlException("no", new TimeoutException()), "x");
        Assert.Equal(StoreFault.Unavailable, exception.Fault);
        Assert.Contains("in time", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_of_several_hosts_said_is_reported()
    {
        var trouble = new NpgsqlException("none", new AggregateException(
            new NpgsqlException("no", new SocketException((int)SocketError.ConnectionRefused)),
            new PostgresException("no", "FATAL", "FATAL", "3D000")));
        Assert.Equal(StoreFault.NotADatabase, PostgresFaults.ToStoreException(trouble, "x").Fault);
    }

    [Fact]
    public void A_closed_source_is_a_closed_store() => Assert.Equal(
        StoreFault.Closed, PostgresFaults.ToStoreException(new ObjectDisposedException("source"), "x").Fault);

    [Fact]
    public void A_cancellation_and_a_defect_are_no_trouble()
    {
        Assert.False(PostgresFaults.IsTrouble(new OperationCanceledException()));
        Assert.False(PostgresFaults.IsTrouble(new InvalidCastException()));
        Assert.True(PostgresFaults.IsTrouble(new NpgsqlException()));
    }
}
