namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>How often keys are used before sealing goes on with another one, or stops.</summary>
/// <remarks>
/// Nonces of 96 random bits collide among n messages with a probability of n²/2^97. With 2^16 messages a message key
/// and
/// 2^32 message keys a version, the chance that any nonce of the version ever repeats under its key is 2^-33, below the
/// 2^-32 that NIST SP 800-38D (section 8) asks of a single key. Deriving again costs about 25 µs, per message 0.4 ns.
/// </remarks>
/// <param name="MessagesPerMessageKey">How many single envelopes one derived key seals.</param>
/// <param name="MessageKeysPerVersion">
/// How many keys are derived from one version by all processes together before it refuses to seal.
/// </param>
internal sealed record SealingLimits(int MessagesPerMessageKey, long MessageKeysPerVersion)
{
    /// <summary>What is used outside of tests.</summary>
    internal static SealingLimits Default { get; } = new(1 << 16, 1L << 32);
}
