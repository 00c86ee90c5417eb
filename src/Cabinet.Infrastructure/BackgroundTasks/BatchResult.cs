namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>What one batch of a background task did.</summary>
/// <param name="Affected">How many rows it worked on.</param>
/// <param name="HasMore">Whether another batch may find something.</param>
internal readonly record struct BatchResult(long Affected, bool HasMore);
