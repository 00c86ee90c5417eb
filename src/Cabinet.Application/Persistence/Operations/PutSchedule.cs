using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Inserts a schedule, or replaces it as it was read; its revision grows by 1.</summary>
/// <remarks>
/// With revision 0 it is a new one: refused with <see cref="Refusal.DuplicateId"/> when there is one of that name. With any
/// other it is refused with <see cref="Refusal.ScheduleChanged"/> unless the stored revision is the same. What fires a
/// tick moves the schedule on by this in the commit of the tick's job, so that of all who try only one does.
/// </remarks>
/// <param name="Schedule">The schedule with the revision that was read.</param>
public sealed record PutSchedule(ScheduleRecord Schedule) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(Schedule.Payload);
}
