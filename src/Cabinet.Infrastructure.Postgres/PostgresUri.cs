using System.Data.Common;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>
/// Reads <c>postgres://user:password@host:port,host:port/database?parameter=value</c>, as libpq takes it, into Npgsql's
/// keywords.
/// </summary>
internal static class PostgresUri
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    // libpq's names of what Npgsql calls otherwise; every other parameter is Npgsql's keyword with _ for a space.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["user"] = "username",
        ["dbname"] = "database",
        ["sslmode"] = "ssl mode",
        ["sslrootcert"] = "root certificate",
        ["sslcert"] = "ssl certificate",
        ["sslkey"] = "ssl key",
        ["connect_timeout"] = "timeout",
        ["target_session_attrs"] = "target session attributes",
    };

    /// <summary>Whether a text begins like such a URI.</summary>
    public static bool IsOne(string text) =>
        Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It isn't one.</exception>
    public static DbConnectionStringBuilder Read(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (beforeQuery, query) = Cut(rest, rest.IndexOf('?', StringComparison.Ordinal));
        var (authority, database) = Cut(beforeQuery, beforeQuery.IndexOf('/', StringComparison.Ordinal));
        var words = new DbConnectionStringBuilder();
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            SetUser(words, authority[..at]);
        }

        SetHosts(words, authority[(at + 1)..]);
        Set(words, "database", database);
        foreach (var parameter in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            SetParameter(words, parameter);
        }

        return words;
    }

    private static void SetUser(DbConnectionStringBuilder words, string user)
    {
        var (name, password) = Cut(user, user.IndexOf(':', StringComparison.Ordinal));
        Set(words, "username", name);
        Set(words, "password", password);
    }

    // One host has its port apart, since an IPv6 address has colons of its own; several are written as Npgsql lists them.
    private static void SetHosts(DbConnectionStringBuilder words, string hosts)
    {
        if (hosts.Contains(',', StringComparison.Ordinal))
        {
            Set(words, "host", hosts);
            return;
        }

        var (host, port) = Cut(hosts, hosts.IndexOf(':', hosts.IndexOf(']', StringComparison.Ordinal) + 1));
        Set(words, "host", host.Trim('[', ']'));
        Set(words, "port", port);
    }

    private static void SetParameter(DbConnectionStringBuilder words, string parameter)
    {
        var (name, value) = Cut(parameter, parameter.IndexOf('=', StringComparison.Ordinal));
        var keyword = Names.GetValueOrDefault(name) ?? name.Replace('_', ' ');
        Set(words, keyword, keyword == "ssl mode" ? value?.Replace("-", "", StringComparison.Ordinal) : value);
    }

    private static void Set(DbConnectionStringBuilder words, string keyword, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            words[keyword] = Uri.UnescapeDataString(value);
        }
    }

    private static (string Before, string? After) Cut(string text, int at) =>
        at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
}
