using System.Text.Json.Serialization;

namespace Cabinet.Postgres.Tests.Waking;

[JsonSerializable(typeof(WakingJob))]
internal sealed partial class WakingJson : JsonSerializerContext;
