using System.Text.Json.Serialization;

namespace Cabinet.Bench.Features;

[JsonSerializable(typeof(WaitingJob))]
internal sealed partial class WaitingJobContext : JsonSerializerContext;
