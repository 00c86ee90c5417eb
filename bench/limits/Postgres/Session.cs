using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace Cabinet.Limits.Postgres;

/// <summary>One client: a connection and the loops' statements on it, each prepared at its first use.</summary>
internal sealed class Session(NpgsqlConnection connection) : IAsyncDisposable
{
    private static readonly byte[] Payload = Enumerable.Range(0, 200).Select(index => (byte)(index * 31)).ToArray();

    private static long s_rows;

    private NpgsqlCommand? insert;
    private NpgsqlCommand? insertMany;
    private NpgsqlCommand? claim;
    private NpgsqlCommand? complete;
    private NpgsqlCommand? pop;

    /// <summary>One row, one commit.</summary>
    public async Task InsertAsync()
    {
        insert ??= await PreparedAsync(
            new NpgsqlCommand("INSERT INTO limit_job(id, state, payload) VALUES ($1, 0, $2)", connection)
            {
                Parameters =
                {
                    new() { NpgsqlDbType = NpgsqlDbType.Uuid },
                    new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = Payload },
                },
            });
        insert.Parameters[0].Value = NextId();
        await insert.ExecuteNonQueryAsync();
    }

    /// <summary>So many rows by one statement, one commit.</summary>
    public async Task InsertManyAsync(int rows)
    {
        insertMany ??= await PreparedAsync(new NpgsqlCommand(
            "INSERT INTO limit_job(id, state, payload) SELECT id, 0, payload FROM unnest($1, $2) AS row(id, payload)",
            connection)
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        });
        insertMany.Parameters[0].Value = Enumerable.Range(0, rows).Select(_ => NextId()).ToArray();
        insertMany.Parameters[1].Value = Enumerable.Repeat(Payload, rows).ToArray();
        await insertMany.ExecuteNonQueryAsync();
    }

    /// <summary>So many rows by COPY in its binary form, one commit.</summary>
    public async Task CopyAsync(int rows)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "COPY limit_job(id, state, payload) FROM STDIN (FORMAT BINARY)");
        for (var row = 0; row < rows; row++)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(NextId(), NpgsqlDbType.Uuid);
            await writer.WriteAsync((short)0, NpgsqlDbType.Smallint);
            await writer.WriteAsync(Payload, NpgsqlDbType.Bytea);
        }
        await writer.CompleteAsync();
    }

    /// <summary>Marks up to so many waiting rows in one commit; their ids and payloads are read.</summary>
    public async Task<Guid[]> ClaimAsync(int rows)
    {
        claim ??= await PreparedAsync(new NpgsqlCommand(
            """
            UPDATE limit_job SET state = 1 WHERE id = ANY(ARRAY(
                SELECT id FROM limit_job WHERE state = 0 ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
            RETURNING id, payload
            """,
            connection)
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Integer } },
        });
        return await ReadAsync(claim, rows);
    }

    /// <summary>Deletes claimed rows in one commit.</summary>
    public async Task CompleteAsync(Guid[] claimed)
    {
        complete ??= await PreparedAsync(new NpgsqlCommand("DELETE FROM limit_job WHERE id = ANY($1)", connection)
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
        });
        complete.Parameters[0].Value = claimed;
        await complete.ExecuteNonQueryAsync();
    }

    /// <summary>Takes up to so many rows away in one commit: a crash after it loses them.</summary>
    public async Task<Guid[]> PopAsync(int rows)
    {
        pop ??= await PreparedAsync(new NpgsqlCommand(
            """
            DELETE FROM limit_job WHERE id = ANY(ARRAY(
                SELECT id FROM limit_job ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
            RETURNING id, payload
            """,
            connection)
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Integer } },
        });
        return await ReadAsync(pop, rows);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in (NpgsqlCommand?[])[insert, insertMany, claim, complete, pop])
        {
            await (command?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        await connection.DisposeAsync();
    }

    private static async Task<NpgsqlCommand> PreparedAsync(NpgsqlCommand command)
    {
        await command.PrepareAsync();
        return command;
    }

    private static async Task<Guid[]> ReadAsync(NpgsqlCommand command, int rows)
    {
        command.Parameters[0].Value = rows;
        var ids = new List<Guid>(rows);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetGuid(0));
            _ = reader.GetFieldValue<byte[]>(1);
        }
        return [.. ids];
    }

    /// <summary>Ids that grow from row to row, as ids that start with their time do.</summary>
    private static Guid NextId()
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        BinaryPrimitives.WriteInt64BigEndian(id, Interlocked.Increment(ref s_rows));
        return new Guid(id, bigEndian: true);
    }
}
