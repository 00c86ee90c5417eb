using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>What became of a change to the key ring.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
public abstract record KeyResult
{
    private KeyResult()
    {
    }

    /// <summary>It took effect, and is audited.</summary>
    /// <param name="Version">The version that it was about.</param>
    /// <param name="State">The state that it is in now.</param>
    public sealed record Changed(SealedUnder Version, KeyState State) : KeyResult;

    /// <summary>
    /// It goes on once these nodes have confirmed the ring, which each does within two of its refresh intervals.
    /// </summary>
    /// <param name="Version">The version that it is about.</param>
    /// <param name="Nodes">The live nodes that haven't confirmed.</param>
    public sealed record Waiting(SealedUnder Version, IReadOnlyList<NodeRecord> Nodes) : KeyResult;

    /// <summary>There is no such version.</summary>
    public sealed record NotFound : KeyResult;

    /// <summary>It doesn't fit the state that things are in; nothing changed.</summary>
    /// <param name="Why">For a person.</param>
    public sealed record Refused(string Why) : KeyResult;

    /// <summary>The caller may not.</summary>
    public sealed record Denied : KeyResult;
}
