using System.Text.Json;
using Cabinet.Application.Security.Audit;

namespace Cabinet.Infrastructure.Security.Audit;

/// <summary>Writes an event as JSON, its members in the order of their names.</summary>
internal sealed class AuditEncoder : IAuditEncoder
{
    public ReadOnlyMemory<byte> Encode(AuditEvent audited)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("action", audited.Action);
            json.WriteString("actor", audited.Actor);
            json.WriteString("at", audited.At.UtcDateTime);
            json.WriteString("id", audited.Id);
            json.WriteString("subject", audited.Subject);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
