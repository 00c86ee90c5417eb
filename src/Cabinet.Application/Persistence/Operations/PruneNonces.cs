namespace Cabinet.Application.Persistence.Operations;

/// <summary>Forgets nonces that were to be kept until before a time, the earliest first.</summary>
/// <remarks>
/// The store remembers the latest time that was ever given here and admits no nonce that ends before it, so that a
/// clean-up by a clock that runs ahead can't free a nonce for a second use. One that ends at exactly that time stays. <see cref="CommitResult.Committed.Affected"/>
/// counts what was forgotten; fewer than the limit means that none is left.
/// </remarks>
/// <param name="KeepUntilBefore">Exclusive (UTC).</param>
/// <param name="Limit">1 to <see cref="MaximumLimit"/>; anything else throws.</param>
public sealed record PruneNonces(DateTimeOffset KeepUntilBefore, int Limit) : WriteOperation
{
    /// <summary>The most nonces in one operation.</summary>
    public const int MaximumLimit = 10_000;

    /// <summary>1 to <see cref="MaximumLimit"/> nonces.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Limit { get; init => field = Bounds.Require(value, MaximumLimit, "The limit of a prune"); } =
        Bounds.Require(Limit, MaximumLimit, "The limit of a prune");

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
