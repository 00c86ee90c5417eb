namespace Cabinet.Host.Output;

/// <summary>What became of a file that was to be submitted.</summary>
/// <param name="Item">The file's path.</param>
/// <param name="Task">Its task; null when it was left out.</param>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="IsNew">False when the same file with the same content was submitted before.</param>
/// <param name="Ignored">Why it was left out.</param>
internal sealed record SubmissionLine(string Item, string? Task, string? Pipeline, bool? IsNew, string? Ignored);
