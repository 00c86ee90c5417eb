using System.Globalization;
using System.Text.Json;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.CanonicalJson;

namespace Cabinet.Infrastructure.Security.Audit.Entries;

/// <summary>
/// Writes an event as canonical JSON, its texts redacted. Same event, same bytes: it reads no clock, no ids and no
/// settings. docs/security/audit.md describes the format.
/// </summary>
internal sealed class AuditEncoder : IAuditEncoder
{
    /// <summary>The number of the format. It changes when a member changes its meaning, not when one is added.</summary>
    internal const int Format = 1;

    public ReadOnlyMemory<byte> Encode(AuditEvent audited)
    {
        ArgumentNullException.ThrowIfNull(audited);
        AuditBounds.Require(audited);
        var entry = JsonCanonicalizer.Shared.Write(audited, Write);
        return entry.Length <= IAuditEncoder.MaximumEntry
            ? entry
            : throw new ArgumentException(
                $"The audit event {audited.Action} has {entry.Length} bytes; at most {IAuditEncoder.MaximumEntry} are "
                    + "allowed. Name things, and leave their contents out.",
                nameof(audited));
    }

    private static void Write(Utf8JsonWriter json, AuditEvent audited)
    {
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("id", audited.Id);
        json.WriteString("at", audited.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("action", audited.Action);
        json.WriteString("actor", AuditRedaction.OfName(audited.Actor));
        json.WriteString("subject", AuditRedaction.OfName(audited.Subject));
        json.WriteString("outcome", audited.Outcome == AuditOutcome.Done ? "done" : "refused");
        if (audited.Reason is { } reason)
        {
            json.WriteString("reason", AuditRedaction.OfText(reason));
        }

        if (audited.Reference is { } reference)
        {
            json.WriteString("reference", AuditRedaction.OfName(reference));
        }

        if (audited.Details is { Count: > 0 } details)
        {
            json.WriteStartObject("details");
            foreach (var (name, value) in details)
            {
                json.WriteString(name, AuditRedaction.OfDetail(name, value));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
