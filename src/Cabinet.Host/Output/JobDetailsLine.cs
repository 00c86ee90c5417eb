using System.Text.Json;

namespace Cabinet.Host.Output;

/// <summary>A job with its journal, its errors and, when asked for, its payload.</summary>
internal sealed record JobDetailsLine(
    JobLine Job,
    IReadOnlyList<string> Tags,
    IReadOnlyList<StepLine> Journal,
    IReadOnlyList<JobErrorLine> Errors,
    JsonElement? Payload);
