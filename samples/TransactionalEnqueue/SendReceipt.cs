using System.Text.Json.Serialization;

namespace TransactionalEnqueue;

internal sealed record SendReceipt(int Order, string Customer);

[JsonSerializable(typeof(SendReceipt))]
internal sealed partial class ShopJson : JsonSerializerContext;
