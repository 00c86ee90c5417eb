using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Puts a dead-lettered job back into its queue, available, with attempts counted from zero.</summary>
/// <remarks>
/// It keeps its id, payload, errors and the completed steps of its journal; a step that was only started is forgotten,
/// because whoever redrives decides that it may run. Its epoch stays as it was; its last claim, deaths alone,
/// progress and any wish to cancel it are forgotten. Refused with <see cref="Refusal.DeadLetterNotFound"/>, or with
/// <see cref="Refusal.UniqueKeyTaken"/> when a live job took its unique key in the meantime.
/// </remarks>
/// <param name="Job">Which.</param>
public sealed record RedriveJob(JobId Job) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
