namespace Cabinet.Client;

/// <summary>How a task stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Status">Such as <c>running</c>, <c>completed</c>, <c>stalled</c>, <c>cancelled</c>.</param>
/// <param name="Label">What it is about.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Stages">Its stages.</param>
public sealed record TaskInformation(
    Guid Id,
    string Pipeline,
    string Status,
    string? Label,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<StageInformation> Stages);
