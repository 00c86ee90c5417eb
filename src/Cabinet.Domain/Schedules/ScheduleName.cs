using System.Buffers.Binary;
using System.Text;
using Cabinet.Domain.Names;

namespace Cabinet.Domain.Schedules;

/// <summary>Names a schedule.</summary>
/// <remarks>Stored and logged in plaintext; see <see cref="NameRules"/> for what is allowed.</remarks>
public readonly record struct ScheduleName
{
    private readonly string? text;

    /// <summary>Makes a name.</summary>
    /// <exception cref="ArgumentException">The text breaks <see cref="NameRules"/>.</exception>
    public ScheduleName(string text) => this.text = NameRules.Require(text, "schedule name");

    /// <summary>The text; empty only for the default value, which names nothing.</summary>
    public string Value => text ?? string.Empty;

    /// <summary>
    /// The id of the schedule of this name: always the same, so that one that is removed and made anew can't fire a tick
    /// twice while the tick's job lives. A UUID of version 8 (RFC 9562), of a digest of the name.
    /// </summary>
    public Guid ToId()
    {
        Span<byte> digest = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(
            digest, ScheduleDigest.Of(Encoding.UTF8.GetBytes($"cabinet schedule {Value}")));
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest, bigEndian: true);
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
