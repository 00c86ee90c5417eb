using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>The jobs of a store on PostgreSQL, read without any of Cabinet's code.</summary>
/// <param name="Waiting">The ids in the hot table.</param>
/// <param name="Ended">The ids in the history, one for each row.</param>
/// <param name="Dead">The ids in the dead-letter queue.</param>
internal sealed record FleetStore(IReadOnlyList<string> Waiting, IReadOnlyList<string> Ended, IReadOnlyList<string> Dead)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static async Task<FleetStore> ReadAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        return new FleetStore(
            await IdsAsync(source, "job"), await IdsAsync(source, "history"), await IdsAsync(source, "dead_letter"));
    }

    /// <summary>Waits until the hot table is empty, and then reads.</summary>
    /// <returns>The store; its hot table isn't empty when the bound was reached.</returns>
    public static async Task<FleetStore> ReadWhenDrainedAsync(string connectionString, TimeSpan bound)
    {
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        await using var source = NpgsqlDataSource.Create(connectionString);
        while (TimeProvider.System.GetElapsedTime(started) < bound && (await IdsAsync(source, "job")).Count > 0)
        {
            await timer.WaitForNextTickAsync();
        }

        return await ReadAsync(connectionString);
    }

    /// <summary>What the tables say about jobs that are still in the hot table, for people.</summary>
    public static async Task<IReadOnlyList<string>> DescribeWaitingAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            """
            SELECT concat_ws(' ', j.id, 'class', j.class, 'epoch', j.epoch, 'fence', j.fence, 'attempt', j.attempt,
              'due', j.due_at, 'turn', j.turn, 'place', j.place, 'lease', l.number, 'of node', l.node, 'claimed', l.claimed_at,
              'node', n.name, 'beat', n.beat, 'at', p.turns[6], p.places[6], p.late)
            FROM cabinet.job j
              LEFT JOIN cabinet.lease l ON j.id = ANY (l.jobs)
              LEFT JOIN cabinet.node n ON n.id = l.node
              LEFT JOIN LATERAL (
                SELECT * FROM cabinet.position p WHERE p.queue = j.queue ORDER BY p.number DESC LIMIT 1) p ON true
            LIMIT 20
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        return lines;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The table's name stands above.")]
    private static async Task<List<string>> IdsAsync(NpgsqlDataSource source, string table)
    {
        await using var command = source.CreateCommand($"SELECT id FROM cabinet.{table}");
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetGuid(0).ToString("D"));
        }

        return ids;
    }
}
