using System.Buffers.Binary;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>What a single envelope's message key is looked up by: key id, version and salt.</summary>
internal readonly record struct MessageKeyName
{
    private readonly ulong salt0;
    private readonly ulong salt1;
    private readonly ulong salt2;
    private readonly UInt128 keyId;
    private readonly int version;

    internal MessageKeyName(EnvelopeHeader header)
    {
        salt0 = BinaryPrimitives.ReadUInt64LittleEndian(header.Salt);
        salt1 = BinaryPrimitives.ReadUInt64LittleEndian(header.Salt[8..]);
        salt2 = BinaryPrimitives.ReadUInt64LittleEndian(header.Salt[16..]);
        keyId = header.KeyId.Value;
        version = header.KeyVersion.Value;
    }

    /// <summary>
    /// The salt is random, and only what was authenticated is ever stored under it: any part of it will do.
    /// </summary>
    public override int GetHashCode() => salt0.GetHashCode();

    public bool Equals(MessageKeyName other) =>
        salt0 == other.salt0
        && salt1 == other.salt1
        && salt2 == other.salt2
        && version == other.version
        && keyId == other.keyId;
}
