using System.Text.Json.Serialization;

namespace Cabinet.Crash.Probe.Features;

/// <summary>A job of the storm on the queue's features.</summary>
/// <param name="Kind">Which feature it is for.</param>
/// <param name="Key">Its unique key or its partition, or a dash.</param>
/// <param name="Sequence">Its number within the key, from 0.</param>
/// <param name="Work">How long its handler works, in milliseconds.</param>
/// <param name="FailsOnce">Whether its first attempt fails.</param>
internal sealed record FeatureJob(string Kind, string Key, int Sequence, int Work, bool FailsOnce);

/// <summary>The same as a type of its own, which has a limit in its queue.</summary>
internal sealed record ScarceJob(FeatureJob Work);

[JsonSerializable(typeof(FeatureJob))]
[JsonSerializable(typeof(ScarceJob))]
internal sealed partial class FeatureJson : JsonSerializerContext;
