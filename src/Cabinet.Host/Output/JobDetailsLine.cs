namespace Cabinet.Host.Output;

/// <summary>A job with its journal and its errors.</summary>
internal sealed record JobDetailsLine(
    JobLine Job, IReadOnlyList<string> Tags, IReadOnlyList<StepLine> Journal, IReadOnlyList<JobErrorLine> Errors);
