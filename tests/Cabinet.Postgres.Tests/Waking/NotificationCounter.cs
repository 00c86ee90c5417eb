using System.Diagnostics.CodeAnalysis;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Waking;
using Npgsql;

namespace Cabinet.Postgres.Tests.Waking;

/// <summary>Listens beside Cabinet to all that passes through a store's channel.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The channel's name is made by the code under test.")]
internal sealed class NotificationCounter(PostgresStoreOptions options) : IAsyncDisposable
{
    private const string End = "end";

    private readonly NpgsqlConnection connection = new(options.ConnectionString + ";Pooling=false");
    private readonly Queue<string> heard = new();
    private readonly string channel = new WakeChannel(options.Schema, Guid.Empty).Name;

    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        connection.Notification += (_, notification) => heard.Enqueue(notification.Payload);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync($"LISTEN {channel}", cancellationToken);
    }

    /// <summary>The next that passes.</summary>
    public async Task<string> HearAsync(CancellationToken cancellationToken)
    {
        while (heard.Count == 0)
        {
            await connection.WaitAsync(cancellationToken);
        }

        return heard.Dequeue();
    }

    /// <summary>How many have passed until now.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync($"NOTIFY {channel}, '{End}'", cancellationToken);
        var count = 0;
        while (await HearAsync(cancellationToken) != End)
        {
            count++;
        }

        return count;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task ExecuteAsync(string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
