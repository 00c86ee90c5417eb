using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>A key version as an operator looks at it.</summary>
/// <param name="Key">Its record.</param>
/// <param name="UsesLimit">How many uses may be reserved in all.</param>
/// <param name="Contents">For a retired version that sealed: what still lies under it, by holding.</param>
/// <param name="Unconfirmed">The live nodes that haven't confirmed its last change.</param>
public sealed record KeyVersionStatus(
    KeyVersionRecord Key,
    long UsesLimit,
    IReadOnlyList<HoldingCount> Contents,
    IReadOnlyList<NodeRecord> Unconfirmed)
{
    /// <summary>The share of the limit that is reserved, 0 to 1.</summary>
    public double UsesShare => UsesLimit == 0 ? 0 : (double)Key.UsesReserved / UsesLimit;
}
