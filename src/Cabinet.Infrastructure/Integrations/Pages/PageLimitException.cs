using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Carries why a page is given up out of the depths of a parse. It never leaves this adapter.</summary>
internal sealed class PageLimitException(PageErrorKind kind, string message) : Exception(message)
{
    public PageErrorKind Kind { get; } = kind;
}
