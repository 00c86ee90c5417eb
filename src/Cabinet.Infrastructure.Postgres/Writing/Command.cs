using Cabinet.Application.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>One statement of a physical transaction, with its parameters in the order of their numbers.</summary>
internal sealed class Command(NpgsqlBatchCommand statement)
{
    private bool mustInsert;

    /// <summary>What it says when it has run; null when it says nothing.</summary>
    public Action<NpgsqlDataReader>? Result { get; private set; }

    /// <summary>Whether it had to insert something and has run without.</summary>
    public bool IsVoid => mustInsert && statement.Rows == 0;

    public Command Id(Guid value) => Add(value, NpgsqlDbType.Uuid);

    public Command Id(Guid? value) => value is { } id ? Id(id) : AddNull(NpgsqlDbType.Uuid);

    public Command Ids(Guid[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public Command Ids(Guid?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public Command Long(long value) => Add(value, NpgsqlDbType.Bigint);

    public Command Long(long? value) => value is { } number ? Long(number) : AddNull(NpgsqlDbType.Bigint);

    public Command Longs(long[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public Command Int(int value) => Add(value, NpgsqlDbType.Integer);

    public Command Int(int? value) => value is { } number ? Int(number) : AddNull(NpgsqlDbType.Integer);

    public Command Ints(int[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public Command Ints(int?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public Command Small(int value) => Add((short)value, NpgsqlDbType.Smallint);

    public Command Smalls(short[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Smallint);

    public Command Flag(bool value) => Add(value, NpgsqlDbType.Boolean);

    public Command Flags(bool[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    public Command Text(string? value) => value is null ? AddNull(NpgsqlDbType.Text) : Add(value, NpgsqlDbType.Text);

    public Command Texts(string?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    /// <summary>A time, cut to the millisecond.</summary>
    public Command Time(DateTimeOffset value) => Add(StoredTime.Of(value), NpgsqlDbType.TimestampTz);

    public Command Time(DateTimeOffset? value) => value is { } time ? Time(time) : AddNull(NpgsqlDbType.TimestampTz);

    /// <summary>Times that <see cref="StoredTime"/> has cut.</summary>
    public Command Times(DateTime[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);

    public Command Times(DateTime?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);

    public Command Duration(TimeSpan value) => Add(value, NpgsqlDbType.Interval);

    public Command Bytes(ReadOnlyMemory<byte> value) => Add(value, NpgsqlDbType.Bytea);

    public Command Bytes(ReadOnlyMemory<byte>? value) => value is { } bytes ? Bytes(bytes) : AddNull(NpgsqlDbType.Bytea);

    public Command Bytes(byte[]?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    public Command ByteRows(ReadOnlyMemory<byte>?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    /// <summary>A content's ciphertext, or null for none.</summary>
    public Command Sealed(Content content) =>
        content.IsNone ? AddNull(NpgsqlDbType.Bytea) : Bytes(content.Sealed);

    /// <summary>Reads what it returns.</summary>
    public void Says(Action<NpgsqlDataReader> read) => Result = read;

    /// <summary>It has to insert something; when it doesn't, the transaction wrote nothing.</summary>
    public void Inserts() => mustInsert = true;

    private Command Add<T>(T value, NpgsqlDbType type)
    {
        statement.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return this;
    }

    private Command AddNull(NpgsqlDbType type)
    {
        statement.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type });
        return this;
    }
}
