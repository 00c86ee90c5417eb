using System.Text.Json.Serialization;

namespace Cabinet.Conformance.Store;

/// <summary>How the payload of a suite's unique jobs is written.</summary>
[JsonSerializable(typeof(UniquePayload))]
internal sealed partial class UniquePayloadJson : JsonSerializerContext;
