using System.Text.Json.Serialization;

namespace Cabinet.Host.Demo.Views;

/// <summary>
/// The JSON forms of the demo's events. The summary has all of its members, the events only those that they fill.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoEvent))]
[JsonSerializable(typeof(SummaryLine))]
internal sealed partial class DemoEventJson : JsonSerializerContext;
