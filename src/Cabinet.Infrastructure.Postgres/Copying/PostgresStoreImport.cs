using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Copying;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Writing.Operations;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Copying;

/// <summary>Fills a store on PostgreSQL; see <see cref="CopySql.Mark"/> for how nodes are kept out meanwhile.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Text is made of descriptions and the schema's quoted name.")]
internal sealed class PostgresStoreImport(PostgresStoreOptions options, IStoreMigrator migrator, TimeProvider time)
    : IStoreImport
{
    private const int Connections = 2;

    private StoreDatabase? opened;

    private StoreDatabase Database => opened ??= StoreConnections.Build(options, Connections);

    private SchemaName Schema => Database.Schema;

    public async ValueTask<bool> BeginAsync(string source, CancellationToken cancellationToken)
    {
        if (await FindMarkAsync(cancellationToken) is { } mark)
        {
            return mark == source
                ? true
                : throw Refuse(
                    "holds an interrupted copy of another store, or of the same one before it was changed. Drop its "
                    + "schema, or name another one.");
        }

        await migrator.MigrateAsync(cancellationToken);
        await InTransactionAsync(
            async connection =>
            {
                await ExecuteAsync(
                    connection, $"LOCK TABLE {Schema.Quoted}.schema_migration, {Schema.Quoted}.node IN EXCLUSIVE MODE");
                if (!await ReadAsync<bool>(connection, CopySql.IsEmpty(Schema), cancellationToken))
                {
                    throw Refuse("isn't empty. A store is copied into an empty one: name another schema or database.");
                }

                await ExecuteAsync(connection, $"DELETE FROM {Schema.Quoted}.counter");
                await ExecuteAsync(
                    connection,
                    $"INSERT INTO {Schema.Quoted}.schema_migration (number, name, checksum, minimum_compatible, "
                    + "applied_at) VALUES ($1, 'copy in progress', $2, $1, $3)",
                    CopySql.Mark,
                    source,
                    time.GetUtcNow().UtcDateTime);
            },
            cancellationToken);
        return false;
    }

    public ValueTask<long> CountAsync(CopyTable table, CancellationToken cancellationToken) => WithConnectionAsync(
        connection => ReadAsync<long>(
            connection, $"SELECT count(*) FROM {Schema.Quoted}.{table.Name}", cancellationToken),
        cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        CopyTable table, long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, CopySql.Select(table, Schema), skip);
        await using var reader = await TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            yield return CopyValues.Read(reader, table);
        }
    }

    public async ValueTask WriteAsync(
        CopyTable table, IReadOnlyList<IReadOnlyList<object?>> rows, CancellationToken cancellationToken) =>
        await InTransactionAsync(
            async connection =>
            {
                await HoldMarkAsync(connection, cancellationToken);
                await using var names = new NpgsqlCommand(CopySql.AddNames(Schema), connection);
                await using var insert = new NpgsqlCommand(CopySql.Insert(table, Schema), connection);
                for (var column = 0; column < table.Columns.Count; column++)
                {
                    var kind = table.Columns[column].Kind;
                    insert.Parameters.Add(CopyValues.ToArray(rows, column, kind));
                    if (kind == CopyColumnKind.Name)
                    {
                        names.Parameters.Clear();
                        names.Parameters.Add(CopyValues.ToArray(rows, column, kind));
                        await names.ExecuteNonQueryAsync(cancellationToken);
                    }
                }

                await insert.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken);

    public async ValueTask CompleteAsync(CancellationToken cancellationToken) => await InTransactionAsync(
        async connection =>
        {
            await ExecuteAsync(connection, CopySql.SetNumbers(Schema));
            await ExecuteAsync(connection, Schema.Qualify(GateSql.InsertAll));
            await ExecuteAsync(
                connection, $"DELETE FROM {Schema.Quoted}.schema_migration WHERE number = $1", CopySql.Mark);
        },
        cancellationToken);

    public ValueTask DisposeAsync() => opened?.Source.DisposeAsync() ?? ValueTask.CompletedTask;

    private ValueTask<string?> FindMarkAsync(CancellationToken cancellationToken) => WithConnectionAsync<string?>(
        async connection =>
        {
            await using var exists = Schema.Command(connection, "SELECT to_regclass('cabinet.schema_migration') IS NOT NULL");
            if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            {
                return null;
            }

            // A killed copy's last commit may still be on its way: whoever goes on waits for it before rows are counted.
            await using var find = Schema.Command(
                connection, "SELECT checksum FROM cabinet.schema_migration WHERE number = $1 FOR UPDATE", CopySql.Mark);
            return await find.ExecuteScalarAsync(cancellationToken) as string;
        },
        cancellationToken);

    private async Task HoldMarkAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var hold = Schema.Command(
            connection, "SELECT number FROM cabinet.schema_migration WHERE number = $1 FOR SHARE", CopySql.Mark);
        if (await hold.ExecuteScalarAsync(cancellationToken) is null)
        {
            throw Refuse("isn't being copied into any more: somebody else has completed or dropped the copy.");
        }
    }

    private StoreException Refuse(string why) =>
        new(StoreFault.SchemaMismatch, $"The store '{Database.Label}', schema {Schema.Name}, {why} Nothing was changed.");

    private ValueTask<bool> InTransactionAsync(
        Func<NpgsqlConnection, Task> run, CancellationToken cancellationToken) => WithConnectionAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await run(connection);
                await transaction.CommitAsync(cancellationToken);
                return true;
            },
            cancellationToken);

    private async ValueTask<T> WithConnectionAsync<T>(
        Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await TryAsync(() => run(connection));
    }

    // Whole tables are read in one statement here, so the bound for the store's own statements doesn't fit.
    private Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var connection = await Database.Source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, "SELECT set_config('statement_timeout', '0', false)");
        return connection;
    });

    private async Task<T> TryAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception trouble) when (PostgresFaults.IsTrouble(trouble))
        {
            throw PostgresFaults.ToStoreException(trouble, Database.Label);
        }
    }

    private static async Task<T> ReadAsync<T>(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
