using System.Text.Json.Serialization;

namespace Cabinet.Infrastructure.Integrations.Publishing;

[JsonSerializable(typeof(FeedEntry))]
internal sealed partial class FeedJson : JsonSerializerContext;
