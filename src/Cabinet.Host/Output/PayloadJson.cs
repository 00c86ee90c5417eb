using System.Text.Json;
using Cabinet.Application.Persistence;

namespace Cabinet.Host.Output;

/// <summary>A payload as it is printed.</summary>
internal static class PayloadJson
{
    /// <summary>Its JSON; what isn't JSON as a string in Base64; null when there is none.</summary>
    public static JsonElement? Of(Content payload)
    {
        if (payload.IsNone)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(payload.Plain.Span);
        }
        catch (JsonException)
        {
            return JsonElement.Parse($"\"{Convert.ToBase64String(payload.Plain.Span)}\"");
        }
    }
}
