using Cabinet.Infrastructure.Postgres.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>The parameters of a read, added in the order of their numbers.</summary>
internal readonly struct Arguments(NpgsqlParameterCollection parameters)
{
    public Arguments Id(Guid value) => Add(value, NpgsqlDbType.Uuid);

    public Arguments Id(Guid? value) => value is { } id ? Id(id) : AddNull(NpgsqlDbType.Uuid);

    /// <summary>The id to go on after; from the beginning, the least id, which nothing has.</summary>
    public Arguments After(Guid? value) => Id(value ?? Guid.Empty);

    public Arguments Ids(Guid[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public Arguments Time(DateTimeOffset? value) => value is { } time
        ? Add(time.UtcDateTime, NpgsqlDbType.TimestampTz)
        : AddNull(NpgsqlDbType.TimestampTz);

    public Arguments Long(long value) => Add(value, NpgsqlDbType.Bigint);

    public Arguments Small(int? value) =>
        value is { } number ? Add((short)number, NpgsqlDbType.Smallint) : AddNull(NpgsqlDbType.Smallint);

    public Arguments Int(int value) => Add(value, NpgsqlDbType.Integer);

    public Arguments Int(int? value) => value is { } number ? Int(number) : AddNull(NpgsqlDbType.Integer);

    public Arguments Text(string? value) =>
        value is null ? AddNull(NpgsqlDbType.Text) : Add(value, NpgsqlDbType.Text);

    public Arguments Time(DateTimeOffset value) => Add(StoredTime.Of(value), NpgsqlDbType.TimestampTz);

    public Arguments Bytes(byte[] value) => Add(value, NpgsqlDbType.Bytea);

    private Arguments Add<T>(T value, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return this;
    }

    private Arguments AddNull(NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type });
        return this;
    }
}
