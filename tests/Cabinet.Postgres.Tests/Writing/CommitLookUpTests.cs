using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Writing;
using Cabinet.Postgres.Servers;
using Cabinet.Postgres.Tests.Matrix;
using Npgsql;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>What became of a commit is found out once and for all, also when the answer to that was lost.</summary>
public sealed class CommitLookUpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_commit_that_did_not_take_place_never_did_however_often_it_is_asked_for()
    {
        var (database, lookUp) = await OpenAsync();
        await using var source = database.Source;
        var name = new CommitName(long.MaxValue, 1);
        Assert.False(await lookUp.FindAsync(name, Patience, TestContext.Current.CancellationToken));
        Assert.False(await lookUp.FindAsync(name, Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<PostgresException>(() => CommitAsync(database, name));
    }

    [Fact]
    public async Task A_commit_that_took_place_is_found()
    {
        var (database, lookUp) = await OpenAsync();
        await using var source = database.Source;
        var name = new CommitName(long.MaxValue, 2);
        await CommitAsync(database, name);
        Assert.True(await lookUp.FindAsync(name, Patience, TestContext.Current.CancellationToken));
    }

    private static async Task CommitAsync(StoreDatabase database, CommitName name)
    {
        var commands = new CommandList(database);
        commands.Execute("INSERT INTO cabinet.commit_key (lane, number) VALUES ($1, $2)").Long(name.Lane).Long(name.Number);
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await commands.RunAsync(connection, TestContext.Current.CancellationToken);
    }

    private static async Task<(StoreDatabase Database, CommitLookUp LookUp)> OpenAsync()
    {
        var place = await StorePlace.TakeAsync(
            new StoreSetting { Version = PostgresVersion.V15, Schema = "looked up" });
        var database = StoreConnections.Build(place.Options(place.ConnectionString));
        return (database, new CommitLookUp(database, TimeProvider.System, metrics: null));
    }
}
