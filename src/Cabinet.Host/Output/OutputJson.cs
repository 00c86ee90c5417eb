using System.Text.Json.Serialization;

namespace Cabinet.Host.Output;

/// <summary>The JSON forms of what commands print; the members without a value are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorLine))]
[JsonSerializable(typeof(TaskLine))]
[JsonSerializable(typeof(TaskDetailsLine))]
[JsonSerializable(typeof(BatchLine))]
[JsonSerializable(typeof(JobLine))]
[JsonSerializable(typeof(JobDetailsLine))]
[JsonSerializable(typeof(DeadLetterLine))]
[JsonSerializable(typeof(DeadLetterGroupLine))]
[JsonSerializable(typeof(DeadLetterPreviewLine))]
[JsonSerializable(typeof(JobPreviewLine))]
[JsonSerializable(typeof(RetentionLine))]
[JsonSerializable(typeof(DeadLetterDetailsLine))]
[JsonSerializable(typeof(OperationLine))]
[JsonSerializable(typeof(RootKeyLine))]
[JsonSerializable(typeof(RootKeyReplacedLine))]
[JsonSerializable(typeof(CopiedTableLine))]
[JsonSerializable(typeof(SchemaLine))]
[JsonSerializable(typeof(SubmissionLine))]
[JsonSerializable(typeof(NodeEventLine))]
[JsonSerializable(typeof(HealthLine))]
[JsonSerializable(typeof(KeyLine))]
[JsonSerializable(typeof(KeyChangeLine))]
[JsonSerializable(typeof(PublicKeyLine))]
[JsonSerializable(typeof(AuditLine))]
[JsonSerializable(typeof(AuditVerificationLine))]
[JsonSerializable(typeof(AuditProofLine))]
[JsonSerializable(typeof(AuditCheckLine))]
[JsonSerializable(typeof(AuditCheckpointLine))]
[JsonSerializable(typeof(ScheduleLine))]
[JsonSerializable(typeof(TickLine))]
[JsonSerializable(typeof(BulkLine))]
[JsonSerializable(typeof(QueueLine))]
[JsonSerializable(typeof(ClientLine))]
[JsonSerializable(typeof(ClientKeyAddedLine))]
internal sealed partial class OutputJson : JsonSerializerContext;
