using Cabinet.Application.Security.Audit;

namespace Cabinet.Infrastructure.Security.Audit.Entries;

/// <summary>What an event may hold. Whatever is outside is a caller's bug, and the action isn't done.</summary>
internal static class AuditBounds
{
    /// <summary>Requires an event to keep them.</summary>
    /// <exception cref="ArgumentException">It doesn't; the message names what is wrong and never the text.</exception>
    internal static void Require(AuditEvent audited)
    {
        RequireName(audited.Action, "action");
        RequireText(audited.Actor, 1, AuditEvent.MaximumText, "actor");
        RequireText(audited.Subject, 0, AuditEvent.MaximumText, "subject");
        if (audited.Outcome is not (AuditOutcome.Done or AuditOutcome.Refused))
        {
            throw new ArgumentException("An audit event's outcome is done or refused.");
        }

        if (audited.Reason is { } reason)
        {
            RequireText(reason, 0, AuditEvent.MaximumReason, "reason");
        }

        if (audited.Reference is { } reference)
        {
            RequireText(reference, 0, AuditEvent.MaximumText, "reference");
        }

        RequireDetails(audited.Details);
    }

    private static void RequireDetails(IReadOnlyDictionary<string, string>? details)
    {
        if (details is { Count: > AuditEvent.MaximumDetails })
        {
            throw new ArgumentException(
                $"An audit event has {details.Count} details; at most {AuditEvent.MaximumDetails} are allowed.");
        }

        foreach (var (name, value) in details ?? new Dictionary<string, string>())
        {
            RequireName(name, "detail's name");
            RequireText(value, 0, AuditEvent.MaximumText, $"detail '{name}'");
        }
    }

    // Names are chosen by code, never by whoever acts, so nothing in one needs redaction.
    private static void RequireName(string? name, string what)
    {
        if (name is not { Length: > 0 and <= 64 }
            || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'))
        {
            throw new ArgumentException(
                $"An audit event's {what} is missing or no name: 1 to 64 of A-Z, a-z, 0-9, '.', '-' and '_'.");
        }
    }

    private static void RequireText(string? text, int least, int most, string what)
    {
        if (text is null || text.Length < least || text.Length > most)
        {
            throw new ArgumentException(
                $"An audit event's {what} has {text?.Length ?? 0} characters; allowed are {least} to {most}.");
        }
    }
}
