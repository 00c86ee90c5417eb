using System.Buffers.Binary;
using Cabinet.Domain.Ids;

namespace Cabinet.Domain.Schedules;

/// <summary>One time at which a schedule fires.</summary>
public static class ScheduleTick
{
    /// <summary>
    /// The id of a tick's job, derived from the schedule and the tick: whoever fires it, and however often, it is one job.
    /// </summary>
    /// <remarks>
    /// It looks like the ids that Cabinet makes (UUID version 7, RFC 9562): the tick's milliseconds, and then bits of a
    /// digest in the place of random ones.
    /// </remarks>
    /// <param name="schedule">The schedule's id.</param>
    /// <param name="tick">The tick (UTC, whole milliseconds).</param>
    public static JobId JobId(Guid schedule, DateTimeOffset tick)
    {
        Span<byte> source = stackalloc byte[24];
        schedule.TryWriteBytes(source, bigEndian: true, out _);
        var milliseconds = tick.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteInt64BigEndian(source[16..], milliseconds);
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(id, ScheduleDigest.Of(source));
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, milliseconds);
        time[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new JobId(new Guid(id, bigEndian: true));
    }
}
