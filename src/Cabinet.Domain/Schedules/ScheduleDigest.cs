namespace Cabinet.Domain.Schedules;

/// <summary>Spreads names and ticks over 128 bits, always the same way.</summary>
/// <remarks>
/// FNV-1a with its published constants for 128 bits (RFC 9923). It spreads, it doesn't hide: names of schedules are
/// plaintext anyway, and of two names with the same digest the store refuses the second.
/// </remarks>
internal static class ScheduleDigest
{
    private static readonly UInt128 Basis = new(0x6C62272E07BB0142, 0x62B821756295C58D);
    private static readonly UInt128 Prime = new(0x0000000001000000, 0x000000000000013B);

    /// <summary>The digest of some bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        var digest = Basis;
        foreach (var each in bytes)
        {
            digest = unchecked((digest ^ each) * Prime);
        }

        return digest;
    }
}
