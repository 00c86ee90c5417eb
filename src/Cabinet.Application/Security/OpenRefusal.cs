using System.Diagnostics.CodeAnalysis;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// Why an envelope didn't open: a closed set of two, because the caller can only do two things about it.
/// </summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
public abstract record OpenRefusal
{
    private OpenRefusal()
    {
    }

    /// <summary>
    /// The bytes aren't an envelope that this context and a proven key open: tampered, moved, truncated, of an unknown
    /// format. Which of these it was can't be told from outside. The row is at fault: quarantine it.
    /// </summary>
    public sealed record Unreadable : OpenRefusal
    {
        private Unreadable()
        {
        }

        /// <summary>The only one there is: refusals look alike.</summary>
        public static Unreadable Instance { get; } = new();
    }

    /// <summary>
    /// The ring has no usable key of this id and version. The row isn't at fault: the node must stop claiming, loudly,
    /// and may reload its ring (<see cref="IKeyRing.ReloadAsync"/>), because another node may have rotated.
    /// </summary>
    /// <remarks>The id and version are as the row states them; nothing vouches for them.</remarks>
    /// <param name="KeyId">The id that the envelope names.</param>
    /// <param name="Version">The version that the envelope names.</param>
    public sealed record KeyUnavailable(KeyId KeyId, KeyVersion Version) : OpenRefusal;
}
