using System.Text.Json;

namespace Cabinet.Client;

/// <summary>The body of a submitted task.</summary>
internal sealed record TaskRequest(string Pipeline, JsonElement Input, string? Label);
