using Cabinet.Domain.Jobs;

namespace Cabinet.Testing;

/// <summary>A step of a journal that is replayed.</summary>
/// <param name="Name">As the handler names it.</param>
/// <param name="Effect">As the handler declares it.</param>
/// <param name="ResultJson">What it gave, as JSON; null when it was started and nobody knows what came of it.</param>
public sealed record JournalStep(string Name, StepEffect Effect, string? ResultJson);
