using System.Text;

namespace Cabinet.Postgres.Servers;

/// <summary>The lines that are added to a server's <c>postgresql.conf</c>; of two lines for a setting the last one wins.</summary>
internal static class PostgresConfiguration
{
    /// <summary>Trust, but on the loopback interface and a folder of the account only.</summary>
    public const string HostBasedAuthentication = """
        local all all trust
        host all all 127.0.0.1/32 trust
        host replication all 127.0.0.1/32 trust

        """;

    public static string Lines(
        PostgresServerSettings settings,
        int port,
        string socketFolder,
        IEnumerable<KeyValuePair<string, string>> replication)
    {
        var durable = settings.IsDurable ? "on" : "off";
        var lines = new StringBuilder("\n");
        var own = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = socketFolder,
            ["ssl"] = "off",
            ["fsync"] = durable,
            ["synchronous_commit"] = durable,
            ["full_page_writes"] = durable,
            // What a standby that is gone may keep of the log: bounded, as a slot outlives its standby.
            ["max_slot_wal_keep_size"] = "4GB",
        };
        foreach (var (name, value) in own.Concat(settings.Settings).Concat(replication).Append(
            new("port", port.ToString("D", null))))
        {
            lines.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        }

        return lines.ToString();
    }
}
