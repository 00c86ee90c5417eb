using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>How long an operator has said that something is kept.</summary>
/// <param name="Type">The type; null means all types that nothing is said about.</param>
/// <param name="State">What of it.</param>
/// <param name="Keep">How long after its end, in whole milliseconds.</param>
public sealed record RetentionRule(JobType? Type, RetainedAs State, TimeSpan Keep);
