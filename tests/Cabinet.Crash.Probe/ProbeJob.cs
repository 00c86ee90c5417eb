using System.Text.Json.Serialization;

namespace Cabinet.Crash.Probe;

/// <summary>A job whose steps leave traces.</summary>
/// <param name="Run">The run that enqueued it.</param>
/// <param name="Steps">One letter for each step: p for a pure one, k for a keyed one, u for an unsafe one.</param>
/// <param name="FailsOnce">Whether its first attempt fails when all steps are through.</param>
internal sealed record ProbeJob(string Run, string Steps, bool FailsOnce);

[JsonSerializable(typeof(ProbeJob))]
[JsonSerializable(typeof(string))]
internal sealed partial class ProbeJson : JsonSerializerContext;
