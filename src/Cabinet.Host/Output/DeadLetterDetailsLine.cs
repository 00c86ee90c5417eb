using System.Text.Json;

namespace Cabinet.Host.Output;

/// <summary>
/// A dead letter with the label of its task, its journal, its errors and, when asked for, its payload.
/// </summary>
internal sealed record DeadLetterDetailsLine(
    DeadLetterLine Job,
    string? Label,
    IReadOnlyList<JobErrorLine> Errors,
    IReadOnlyList<StepLine> Journal,
    JsonElement? Payload);
