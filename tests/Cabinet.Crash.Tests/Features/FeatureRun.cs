namespace Cabinet.Crash.Tests.Features;

/// <summary>One run of a job: times in microseconds of the clock that all processes share.</summary>
/// <param name="Job">Which.</param>
/// <param name="Began">When its executor was called.</param>
/// <param name="Ended">When its executor had returned; what the store made of it came later. Null when it was cut short.</param>
/// <param name="Held">Until when its node certainly held it: its end, or else the end of its lease, or of its process.</param>
internal sealed record FeatureRun(string Job, long Began, long? Ended, long Held);
