using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence;

/// <summary>What a claim gave.</summary>
public sealed record ClaimResult
{
    /// <summary>Nothing, and nothing to wait for.</summary>
    public static ClaimResult Empty { get; } = new() { Jobs = [] };

    /// <summary>The jobs, by priority and then by age; all are running under this node's lease from now on.</summary>
    public required IReadOnlyList<ClaimedJob> Jobs { get; init; }

    /// <summary>
    /// Whether the claim ended before it had looked at everything: there may be more to claim at once, so the next
    /// claim needn't wait for anything.
    /// </summary>
    public bool MayHaveMore { get; init; }

    /// <summary>When the next scheduled job of this queue falls due (UTC), if there is one.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Whether suspects wait in this queue.</summary>
    public bool SuspectsWaiting { get; init; }

    /// <summary>The node isn't registered any more: it was declared dead and must register anew. Nothing was claimed.</summary>
    public bool NodeGone { get; init; }
}
