using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Reserves uses of a key version for one process.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.KeyExhausted"/> when more than the limit would be reserved in all, and with
/// <see cref="Refusal.KeyChanged"/> when there is no such version or it isn't active. It leaves the ring's revision.
/// </remarks>
/// <param name="Version">Which version.</param>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Limit">How many in all, by all processes since the version was made.</param>
public sealed record ReserveKeyUses(SealedUnder Version, long Count, long Limit) : WriteOperation
{
    /// <summary>How many, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public long Count { get; } = Count >= 1
        ? Count
        : throw new ArgumentOutOfRangeException(nameof(Count), Count, "At least one use is reserved.");

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
