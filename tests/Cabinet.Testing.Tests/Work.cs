using System.Text.Json.Serialization;

namespace Cabinet.Testing.Tests;

internal sealed record Work(string Name);

[JsonSerializable(typeof(Work))]
[JsonSerializable(typeof(string))]
internal sealed partial class WorkJson : JsonSerializerContext;
