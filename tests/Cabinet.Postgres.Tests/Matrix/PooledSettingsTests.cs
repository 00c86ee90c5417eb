using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Postgres.Servers;
using Npgsql;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>What a transaction brings along where its session belongs to nobody.</summary>
public sealed class PooledSettingsTests
{
    private const string Asked = "SELECT current_setting('statement_timeout') || ' ' || current_setting('enable_seqscan')";

    [Fact]
    public async Task Settings_hold_in_the_transaction_and_are_gone_after_it()
    {
        var place = await StorePlace.TakeAsync(new StoreSetting
        {
            Version = PostgresVersion.V17,
            Schema = "pooled",
            IsPooled = true,
            StatementTimeout = TimeSpan.FromSeconds(7),
        });
        var database = StoreConnections.Build(place.Options(place.ConnectionString));
        await using var source = database.Source;
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var statement = database.Statement(connection, Asked);
        await using (var row = await statement.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Equal("7s off", row.GetString(0));
        }

        await using var plain = new NpgsqlCommand(Asked, connection);
        Assert.Equal("0 on", await plain.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
