using System.Text.Json.Serialization;

namespace Cabinet.Crash.Probe.Bulk;

/// <summary>One of many jobs that fail for good.</summary>
internal sealed record BulkJob(int Number);

[JsonSerializable(typeof(BulkJob))]
internal sealed partial class BulkJson : JsonSerializerContext;
