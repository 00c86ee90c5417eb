using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>The channels of one store and one process.</summary>
internal sealed class WakeChannel
{
    private const string Prefix = "cabinet_wake_";
    private const int LongestName = 63;

    /// <param name="schema">The store's schema; stores of one database don't hear each other.</param>
    /// <param name="process">Names this process among all that use the store.</param>
    public WakeChannel(string schema, Guid process)
    {
        Span<byte> bytes = stackalloc byte[16];
        process.TryWriteBytes(bytes);
        Process = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        Name = NameFor(schema);
        PingName = string.Create(CultureInfo.InvariantCulture, $"cabinet_ping_{Process:x16}");
    }

    /// <summary>This process in its announcements.</summary>
    public ulong Process { get; }

    /// <summary>Where queues are announced: at most 63 bytes of a-z, 0-9 and underscore, so it needs no quoting.</summary>
    public string Name { get; }

    /// <summary>Where this process alone listens, to hear whether it does.</summary>
    public string PingName { get; }

    // A schema that would be too long, or needs quoting, is named by its hash.
    private static string NameFor(string schema) =>
        Prefix.Length + schema.Length <= LongestName && schema.All(IsPlain)
            ? Prefix + schema
            : Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schema)).AsSpan(0, 16));

    private static bool IsPlain(char letter) => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_';
}
