using System.Buffers.Binary;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>What a single envelope's message key is looked up by: key id, version and salt.</summary>
internal readonly record struct MessageKeyName
{
    private readonly ulong _salt0;
    private readonly ulong _salt1;
    private readonly ulong _salt2;
    private readonly UInt128 _keyId;
    private readonly int _version;

    internal MessageKeyName(EnvelopeHeader header)
    {
        _salt0 = BinaryPrimitives.ReadUInt64LittleEndian(header.Salt);
        _salt1 = BinaryPrimitives.ReadUInt64LittleEndian(header.Salt[8..]);
        _salt2 = BinaryPrimitives.ReadUInt64LittleEndian(header.Salt[16..]);
        _keyId = header.KeyId.Value;
        _version = header.KeyVersion.Value;
    }

    /// <summary>
    /// The salt is random, and only what was authenticated is ever stored under it: any part of it will do.
    /// </summary>
    public override int GetHashCode() => _salt0.GetHashCode();

    public bool Equals(MessageKeyName other) =>
        _salt0 == other._salt0
        && _salt1 == other._salt1
        && _salt2 == other._salt2
        && _version == other._version
        && _keyId == other._keyId;
}
