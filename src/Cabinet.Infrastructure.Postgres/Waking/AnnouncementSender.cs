using Cabinet.Domain.Names;
using Npgsql;
using NpgsqlTypes;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>Sends announcements in one round trip, over a connection of the pool that reads.</summary>
internal sealed class AnnouncementSender(Func<NpgsqlDataSource> source, WakeChannel channel, WakingTimes times)
{
    // The setting ends with the statement's own transaction, so nothing is left behind in a pooled session. Nobody waits
    // for an announcement to become durable: it is worth nothing after a crash.
    private const string Sql =
        """
        SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, message) FROM unnest($2) AS message
        """;

    /// <summary>Announces queues; null stands for all of them.</summary>
    public async Task SendAsync(IReadOnlyList<QueueName?> queues)
    {
        await using var connection = await source().OpenConnectionAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            CommandTimeout = (int)times.AnswerTimeout.TotalSeconds,
            Parameters =
            {
                new NpgsqlParameter { Value = channel.Name },
                new NpgsqlParameter { Value = Messages(queues), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private string[] Messages(IReadOnlyList<QueueName?> queues) =>
        [.. queues.Select(queue => new WakeMessage(channel.Process, queue).ToString())];
}
