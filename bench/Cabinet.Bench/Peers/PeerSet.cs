using System.Globalization;
using Cabinet.Bench.Servers;
using Npgsql;

namespace Cabinet.Bench.Peers;

/// <summary>All peers on one server, each run in a database of its own.</summary>
internal sealed class PeerSet
{
    private readonly ILookup<string, Peer> peers;

    private PeerSet(IEnumerable<(string Figure, Peer Peer)> peers) =>
        this.peers = peers.ToLookup(each => each.Figure, each => each.Peer);

    /// <param name="server">The server that Cabinet is measured on too.</param>
    /// <param name="notes">Takes why a peer is left out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<PeerSet> OpenAsync(
        PostgresTarget server, TextWriter notes, CancellationToken cancellation)
    {
        var redis = await RedisServer.FindAsync(cancellation);
        if (redis is null)
        {
            await notes.WriteLineAsync("BullMQ is left out: redis-server isn't installed.");
        }
        var all = new List<(string Figure, Peer Peer)>();
        foreach (var program in await PeerFolder.ProgramsAsync(redis is not null, notes, cancellation))
        {
            foreach (var figure in await program.ListAsync(cancellation))
            {
                all.AddRange(Of(program, figure, server, redis));
            }
        }
        return new PeerSet(all);
    }

    /// <summary>The peers that have a figure: enqueue-N, bulk, drain, latency-p50 or latency-p99.</summary>
    public IReadOnlyList<Peer> Having(string? figure) => figure is null ? [] : [.. peers[figure]];

    private static IEnumerable<(string Figure, Peer Peer)> Of(
        PeerProgram program, PeerFigure figure, PostgresTarget server, string? redis)
    {
        var runs = new SharedRuns<PeerValue>((folder, cancellation) => figure.Peer == "bullmq"
            ? OnRedisAsync(program, figure, folder, cancellation)
            : OnPostgresAsync(program, figure, server, cancellation));
        var version = figure.Peer == "bullmq" ? $"{figure.Version} (Redis {redis})" : figure.Version;
        string[] names = figure.Figure == "latency" ? ["latency-p50", "latency-p99"] : [figure.Figure];
        return names.Select(name => (name, new Peer(
            figure.Peer,
            version,
            figure.Mode,
            figure.Settings,
            figure.Note,
            (folder, cancellation) => runs.TakeAsync(name, folder, cancellation))));
    }

    private static async Task<IReadOnlyDictionary<string, PeerValue>> OnPostgresAsync(
        PeerProgram program, PeerFigure figure, PostgresTarget server, CancellationToken cancellation)
    {
        await using var database = await server.CreateDatabaseAsync(cancellation);
        var connection = program.IsNode ? Address(database.ConnectionString) : database.ConnectionString;
        return await program.MeasureAsync(figure, ["--connection", connection], server.Processes, cancellation);
    }

    private static async Task<IReadOnlyDictionary<string, PeerValue>> OnRedisAsync(
        PeerProgram program, PeerFigure figure, string folder, CancellationToken cancellation)
    {
        await using var redis = await RedisServer.StartAsync(folder, cancellation);
        var port = redis.Port.ToString(CultureInfo.InvariantCulture);
        return await program.MeasureAsync(figure, ["--redis", port], servers: [], cancellation);
    }

    /// <summary>A connection string as Node's driver takes it.</summary>
    private static string Address(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        var user = Uri.EscapeDataString(parts.Username ?? "postgres");
        var password = parts.Password is { Length: > 0 } secret ? ":" + Uri.EscapeDataString(secret) : "";
        var place = string.Create(CultureInfo.InvariantCulture, $"{parts.Host}:{parts.Port}/{parts.Database}");
        return $"postgres://{user}{password}@{place}";
    }
}
