using System.Text.Json;

namespace Cabinet.Host.Output;

/// <summary>What checking a proof gave.</summary>
internal sealed record AuditCheckLine(
    bool Valid, bool Signed, long? Index, long? OldSize, long TreeSize, JsonElement? Entry);
