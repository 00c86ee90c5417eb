namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>A page's characters, without a byte order mark, and the encoding they were in.</summary>
internal sealed record PageText(string Content, string EncodingName);
