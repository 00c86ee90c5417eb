using System.Text.Json.Serialization;

namespace Cabinet.Bench.Queue;

[JsonSerializable(typeof(MeasuredJob))]
internal sealed partial class MeasuredJobContext : JsonSerializerContext;
