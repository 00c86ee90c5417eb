using System.Text.Json;
using System.Text.Unicode;
using Cabinet.Application.Security.Tokens;

namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>JSON objects as tokens may hold them: valid UTF-8, no name twice at any depth, no comments, bounded depth.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = TokenLimits.MaximumDepth,
    };

    /// <summary>Reads an object; null when it is none. The caller disposes it.</summary>
    public static JsonDocument? TryRead(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            return null;
        }

        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(utf8, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }
        }
        catch (JsonException)
        {
            // Not JSON: refused like everything else that isn't an object.
        }

        document?.Dispose();
        return null;
    }

    /// <summary>A member that is a text of 1 to so many printable ASCII characters; null when it isn't.</summary>
    public static string? TryReadText(JsonElement value, int longest)
    {
        // An unpaired surrogate has an escape in JSON, and no text.
        if (value.ValueKind != JsonValueKind.String || !TryGetString(value, out var text))
        {
            return null;
        }

        return text.Length >= 1 && text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? text : null;
    }

    private static bool TryGetString(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }
}
