namespace Cabinet.Application.Queue;

/// <summary>What a step's body gets.</summary>
/// <param name="IdempotencyKey">
/// The same at every run of this step of this job: job id and step name. Hand it to the other side.
/// </param>
public readonly record struct StepCall(string IdempotencyKey);
