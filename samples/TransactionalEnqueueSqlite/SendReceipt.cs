using System.Text.Json.Serialization;

namespace TransactionalEnqueueSqlite;

internal sealed record SendReceipt(long Order, string Customer);

[JsonSerializable(typeof(SendReceipt))]
internal sealed partial class ShopJson : JsonSerializerContext;
