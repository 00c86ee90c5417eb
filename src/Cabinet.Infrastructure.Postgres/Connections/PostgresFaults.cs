using System.Net.Sockets;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Schema;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Connections;

/// <summary>Says what is wrong with the server, and what to do, for each kind of PostgreSQL's and Npgsql's errors.</summary>
/// <remarks>
/// A message names the store's label and the error's code, and never what the server says: that may quote a value. The
/// server's own words are in the inner exception.
/// </remarks>
internal static class PostgresFaults
{
    /// <summary>Whether an exception is trouble with the server or the way to it, and not a defect here.</summary>
    public static bool IsTrouble(Exception exception) => exception
        is NpgsqlException or TimeoutException or IOException or SocketException or ObjectDisposedException;

    /// <summary>The trouble as a store reports it.</summary>
    /// <param name="trouble">What <see cref="IsTrouble"/>.</param>
    /// <param name="label">The store's label.</param>
    public static StoreException ToStoreException(Exception trouble, string label) => trouble switch
    {
        PostgresException error => ToStoreException(error, label),
        ObjectDisposedException => new StoreException(StoreFault.Closed, $"The store '{label}' was closed.", trouble),
        _ when Find<PostgresException>(trouble) is { } told => ToStoreException(told, label),
        _ => Make(StoreFault.Unavailable, trouble, label, Unreachable(trouble)),
    };

    // Of a standby that says no and a server that says nothing, what was said is worth more.
    private static T? Find<T>(Exception exception)
        where T : Exception => exception switch
    {
        T found => found,
        AggregateException several => several.InnerExceptions.Select(Find<T>).FirstOrDefault(one => one is not null),
        _ => exception.InnerException is { } inner ? Find<T>(inner) : null,
    };

    private static string Unreachable(Exception trouble)
    {
        if (trouble.Message.Contains("pool has been exhausted", StringComparison.Ordinal))
        {
            return "has no free connection: all that this process may open are busy. Raise MaximumConnections, or see "
                + "which statements take so long.";
        }

        if (Find<SocketException>(trouble) is { } socket)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.ConnectionRefused =>
                    "refuses connections. Check that PostgreSQL runs there, and the host and the port.",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                    "can't be found: its host has no address. Check the host's name and the name server.",
                _ => $"can't be reached ({socket.SocketErrorCode}). Check the network, the server and the firewall.",
            };
        }

        if (Find<TimeoutException>(trouble) is not null)
        {
            return "didn't answer in time. Check the network and the server's load.";
        }

        return Find<System.Security.Authentication.AuthenticationException>(trouble) is not null
            ? "couldn't be trusted: the TLS handshake failed. Check the server's certificate and SSL Mode."
            : "was lost, or none of its hosts is a primary that takes connections. It is tried again when it is next "
                + "used; check the server when this lasts.";
    }

    private static StoreException ToStoreException(PostgresException error, string label)
    {
        var (fault, text) = error.SqlState switch
        {
            "25006" => (
                StoreFault.Unavailable,
                "is on a standby, or is read-only, and can't be written. Name all hosts in the connection string, so that the "
                + "primary is followed, or end the read-only state."),
            "26000" or "42P05" => (
                StoreFault.Unavailable,
                "lost a prepared statement: a proxy that pools by transaction lies between. Set PoolsTransactions."),
            "42501" => (
                StoreFault.ReadOnly,
                $"denies this role something. Grant it {StoreRights.Words}. Or make it the schema's owner."),
            "42P01" or "42703" or "42883" or "3F000" => (
                StoreFault.SchemaMismatch,
                "hasn't the schema that this release works with. Run 'cabinet db migrate', or name the schema that holds "
                + "the store."),
            "3D000" => (
                StoreFault.NotADatabase,
                "doesn't exist on this server. Create the database (CREATE DATABASE), or name another one."),
            "XX001" or "XX002" or "58P01" => (
                StoreFault.Corrupt,
                "is damaged. Keep a copy of the server's files, look at its log, and restore a backup."),
            "53100" => (
                StoreFault.DiskFull,
                "is on a full disk. Nothing of the refused write was stored, and what was committed before is safe. "
                + "Free some space and try again."),
            "53200" => (StoreFault.Unavailable, "couldn't be used for want of memory on the server. Try again with more."),
            "53300" => (
                StoreFault.Unavailable,
                "has no connection left. Lower MaximumConnections here or elsewhere, or raise max_connections or the "
                + "role's limit."),
            "55P03" or "40001" or "40P01" => (
                StoreFault.Unavailable, "is kept busy by somebody else's locks. Nothing was changed; try again."),
            "57014" => (
                StoreFault.Unavailable,
                "gave a statement up: it took longer than StatementTimeout, or an administrator cancelled it. Check the "
                + "server's load and its locks, then try again."),
            var state => ByClass(state),
        };
        return Make(fault, error, label, text, error.SqlState);
    }

    private static (StoreFault Fault, string Text) ByClass(string state) => state[..Math.Min(2, state.Length)] switch
    {
        "08" => (
            StoreFault.Unavailable, "broke off the connection. Check the network, and the proxy if there is one."),
        "28" => (
            StoreFault.Unavailable,
            "doesn't let this user in. Check the user, the password and the server's pg_hba.conf."),
        "53" => (StoreFault.Unavailable, "is out of some resource. Look at the server's log, then try again."),
        "57" => (
            StoreFault.Unavailable,
            "is being shut down, is starting up, or ended this connection. It is tried again when it is next used."),
        "58" => (
            StoreFault.Unavailable,
            "couldn't be read or written by the server's operating system. Check its disk, then try again."),
        _ => (StoreFault.Unavailable, "refused the operation. This is most likely a defect in Cabinet."),
    };

    private static StoreException Make(
        StoreFault fault, Exception trouble, string label, string text, string? state = null) =>
        new(fault, $"The store '{label}' {text}" + (state is null ? "" : $" (SQLSTATE {state})"), trouble);
}
