using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Moves a key version on in its life.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.KeyChanged"/> unless the version is in the state it is to be moved from, and with
/// <see cref="Refusal.KeyExists"/> when it would be a second active version for its purpose and tenant. Moving a retired
/// version to destroyed is refused with <see cref="Refusal.KeyChanged"/> unless it is fenced. A destroyed version keeps
/// its record, and its wrapped key is gone. The store raises the ring's revision by 1 and stamps the version with it.
/// </remarks>
/// <param name="Version">Which version.</param>
/// <param name="From">The state it is in.</param>
/// <param name="To">The state it goes to; <see cref="KeyRingRules.MayMove"/> says which may follow.</param>
/// <param name="At">When (UTC, to the millisecond).</param>
public sealed record ChangeKeyState(SealedUnder Version, KeyState From, KeyState To, DateTimeOffset At) : WriteOperation
{
    /// <summary>The state it goes to.</summary>
    /// <exception cref="ArgumentException">No version may make that move.</exception>
    public KeyState To { get; } = KeyRingRules.MayMove(From, To)
        ? To
        : throw new ArgumentException($"A key version never moves from {From} to {To}.", nameof(To));

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
