using AngleSharp.Dom;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>The value of a property that is no item (HTML Living Standard, 5.2.4 "Values"), with what real pages do
/// beyond it: a <c>content</c> attribute outranks the text of any element, as in schema.org's examples and in
/// extruct.</summary>
internal static class MicrodataValues
{
    public static MicrodataValue Of(IElement element, PageReading reading)
    {
        if (ActionInput(element, reading.Budget) is { } input) return input;
        return new MicrodataValue.Text(TextOf(element, reading));
    }

    public static string TextOf(IElement element, PageReading reading) => element.LocalName switch
    {
        "meta" => reading.Budget.Spend(element.GetAttribute("content") ?? ""),
        "audio" or "embed" or "iframe" or "img" or "source" or "track" or "video" => Link(element, "src", reading),
        "a" or "area" or "link" => Link(element, "href", reading),
        "object" => Link(element, "data", reading),
        "data" or "meter" => reading.Budget.Spend(element.GetAttribute("value") ?? ""),
        "time" => Time(element, reading),
        _ => Content(element, reading) ?? VisibleText.Of(element, reading.Budget),
    };

    private static string Link(IElement element, string attribute, PageReading reading) =>
        element.GetAttribute(attribute) is { } reference ? reading.Resolve(reference) : "";

    private static string Time(IElement element, PageReading reading) =>
        element.GetAttribute("datetime") is { } instant
            ? reading.Budget.Spend(instant)
            : Content(element, reading) ?? VisibleText.Of(element, reading.Budget);

    private static string? Content(IElement element, PageReading reading) =>
        element.GetAttribute("content") is { Length: > 0 } content ? reading.Budget.Spend(content) : null;

    /// <summary>A form control that says what an action needs; null for anything else.</summary>
    private static MicrodataValue.ActionInput? ActionInput(IElement element, PageBudget budget)
    {
        var names = (element.GetAttribute("itemprop") ?? "").TrimEnd();
        if (!names.EndsWith("-input", StringComparison.Ordinal) && !names.EndsWith("-output", StringComparison.Ordinal))
            return null;
        if (element.LocalName is not ("input" or "select" or "textarea" or "button" or "output"))
            return null;
        if (element.GetAttribute("content") is { Length: > 0 }) return null;
        var name = element.GetAttribute("name") is { Length: > 0 } given ? budget.Spend(given) : null;
        return new MicrodataValue.ActionInput(name, element.HasAttribute("required"));
    }
}
