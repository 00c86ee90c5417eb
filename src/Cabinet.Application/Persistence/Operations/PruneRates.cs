namespace Cabinet.Application.Persistence.Operations;

/// <summary>Forgets how far rates were used up, where that says nothing any more: the bucket is full again.</summary>
/// <remarks>
/// <see cref="CommitResult.Committed.Affected"/> counts what was forgotten; fewer than the limit means that none is left.
/// </remarks>
/// <param name="UsedUpBefore">Exclusive (UTC).</param>
/// <param name="Limit">1 to <see cref="MaximumLimit"/>; anything else throws.</param>
public sealed record PruneRates(DateTimeOffset UsedUpBefore, int Limit) : WriteOperation
{
    /// <summary>The most rates in one operation.</summary>
    public const int MaximumLimit = 10_000;

    /// <summary>1 to <see cref="MaximumLimit"/> rates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Limit { get; init => field = Bounds.Require(value, MaximumLimit, "The limit of a prune"); } =
        Bounds.Require(Limit, MaximumLimit, "The limit of a prune");

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
