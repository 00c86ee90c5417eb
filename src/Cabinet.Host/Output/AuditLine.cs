using System.Text.Json;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>An entry of the audit log.</summary>
/// <param name="Number">Its place in the order of commits.</param>
/// <param name="Index">Its place in the tree; null while it waits.</param>
/// <param name="Entry">What is in it.</param>
internal sealed record AuditLine(long Number, long? Index, JsonElement Entry)
{
    /// <summary>The entry's action; empty when it has none.</summary>
    public string Action() => Text("action");

    /// <summary>Shows an entry; one that isn't JSON any more shows as a string of base64.</summary>
    public static AuditLine From(AuditEntryRecord entry)
    {
        try
        {
            return new AuditLine(entry.Number, entry.Index, JsonElement.Parse(entry.Entry.Span));
        }
        catch (JsonException)
        {
            var bytes = JsonSerializer.SerializeToElement(
                Convert.ToBase64String(entry.Entry.Span), OutputJson.Default.String);
            return new AuditLine(entry.Number, entry.Index, bytes);
        }
    }

    /// <summary>The entry on one line, for people.</summary>
    public string ToText()
    {
        var reason = Text("reason") is { Length: > 0 } why ? $": {why}" : "";
        var refused = Text("outcome") == "refused" ? " (refused)" : "";
        var place = Index is { } index ? $"{index,6}" : "     -";
        return Printable.Text(
            $"{place}  {Text("at")}  {Text("action")}{refused}  {Text("subject")}  by {Text("actor")}{reason}");
    }

    private string Text(string member) =>
        Entry.ValueKind == JsonValueKind.Object && Entry.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : "";
}
