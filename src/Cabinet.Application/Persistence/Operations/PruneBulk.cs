namespace Cabinet.Application.Persistence.Operations;

/// <summary>Deletes bulk actions that ended before a time, the oldest first.</summary>
/// <remarks>
/// <see cref="CommitResult.Committed.Affected"/> counts them; fewer than the limit means that none is left.
/// </remarks>
/// <param name="EndedBefore">Exclusive (UTC).</param>
/// <param name="Limit">1 to <see cref="MaximumLimit"/> actions; anything else throws.</param>
public sealed record PruneBulk(DateTimeOffset EndedBefore, int Limit) : WriteOperation
{
    /// <summary>The most actions in one operation.</summary>
    public const int MaximumLimit = 10_000;

    /// <summary>1 to <see cref="MaximumLimit"/> actions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Limit { get; init => field = Bounds.Require(value, MaximumLimit, "The limit of a prune"); } =
        Bounds.Require(Limit, MaximumLimit, "The limit of a prune");

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
