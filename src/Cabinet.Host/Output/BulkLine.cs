using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>A bulk action as commands print it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it does: <c>cancel</c>, <c>redrive</c> or <c>discard</c>.</param>
/// <param name="Status">How far it is: <c>running</c>, <c>completed</c> or <c>cancelled</c>.</param>
/// <param name="Filter">To which jobs, as JSON.</param>
/// <param name="Matched">How many matched when it was made.</param>
/// <param name="MatchedExact">Whether those were all; otherwise there were at least so many.</param>
/// <param name="Done">On how many it took effect so far.</param>
/// <param name="Refused">How many refused.</param>
/// <param name="Limit">It does no more than so many.</param>
/// <param name="PerSecond">How many a second at most; left out when there is no bound.</param>
/// <param name="Actor">On whose behalf.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="EndedAt">When it ended; left out while it runs.</param>
internal sealed record BulkLine(
    string Id,
    string Kind,
    string Status,
    string Filter,
    long Matched,
    bool MatchedExact,
    long Done,
    long Refused,
    int Limit,
    int? PerSecond,
    string Actor,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt)
{
    /// <summary>Shows an action.</summary>
    public static BulkLine From(BulkRecord bulk) => new(
        bulk.Id.ToString("D"), Names.Of(bulk.Kind), Names.Of(bulk.Status), bulk.Filter.ToString(), bulk.Matched,
        bulk.IsMatchedExact, bulk.Done, bulk.Refused, bulk.Limit, bulk.PerSecond, bulk.Actor, bulk.CreatedAt, bulk.EndedAt);
}
