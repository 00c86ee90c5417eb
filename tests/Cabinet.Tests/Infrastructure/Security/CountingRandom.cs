using Cabinet.Application.Security;

namespace Cabinet.Tests.Infrastructure.Security;

/// <summary>Randomness that isn't: 00, 01, 02 and so on, for envelopes whose every byte is known beforehand.</summary>
internal sealed class CountingRandom : ISecureRandom
{
    /// <summary>The byte that comes next.</summary>
    internal byte Next { get; set; }

    public void Fill(Span<byte> destination)
    {
        foreach (ref var value in destination)
        {
            value = Next++;
        }
    }
}
