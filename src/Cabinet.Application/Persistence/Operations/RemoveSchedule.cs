using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Removes a schedule; jobs that it fired stay.</summary>
/// <remarks>Refused with <see cref="Refusal.ScheduleChanged"/> unless the stored revision is the one that was read.</remarks>
/// <param name="Name">Which.</param>
/// <param name="Revision">Its revision as it was read.</param>
public sealed record RemoveSchedule(ScheduleName Name, long Revision) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
