namespace Cabinet.Application.Integrations.Pages;

/// <summary>Something in a page that was broken and was left out or repaired.</summary>
/// <param name="Kind">What it was, for a program.</param>
/// <param name="Message">What it was, for a person. It holds nothing of the page's content.</param>
public sealed record PageWarning(PageWarningKind Kind, string Message);
