using System.Text.Json.Serialization;

namespace Cabinet.Crash.Probe.Fleet;

/// <summary>A job of a fleet's storm.</summary>
/// <param name="Work">How long its handler works, in milliseconds; it stops when it is cancelled.</param>
/// <param name="Fails">In how many of its attempts, from the first, it then fails.</param>
internal sealed record FleetJob(int Work, int Fails);

[JsonSerializable(typeof(FleetJob))]
internal sealed partial class FleetJson : JsonSerializerContext;
