using System.Text.Json;
using AngleSharp.Dom;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Reads the JSON-LD blocks of a page (JSON-LD 1.1, chapter 7). A broken block is a warning.</summary>
internal sealed class JsonLdReader(PageReading reading)
{
    private const string MediaType = "application/ld+json";

    private readonly PageBudget budget = reading.Budget;
    private readonly List<JsonElement> nodes = [];

    public IReadOnlyList<JsonElement> Read()
    {
        var number = 0;
        foreach (var script in reading.Named("script").Where(IsJsonLd)) ReadBlock(script.TextContent, ++number);
        return nodes;
    }

    private static bool IsJsonLd(IElement script)
    {
        var type = script.GetAttribute("type");
        if (type is null) return false;
        var parameters = type.IndexOf(';', StringComparison.Ordinal);
        var essence = parameters < 0 ? type.AsSpan() : type.AsSpan(0, parameters);
        return essence.Trim().Equals(MediaType, StringComparison.OrdinalIgnoreCase);
    }

    private void ReadBlock(string block, int number)
    {
        if (block.Length > budget.Limits.MaximumJsonLdCharacters)
        {
            Warn(PageWarningKind.OversizedJsonLd, number, "is longer than the limits allow");
            return;
        }

        if (block.AsSpan().Trim().IsEmpty) return;
        var json = LenientJson.Clean(block);
        budget.SpendCharacters(json.Length);
        if (LenientJson.DepthOf(json) > budget.Limits.MaximumJsonLdDepth)
        {
            Warn(PageWarningKind.OversizedJsonLd, number, "is nested deeper than the limits allow");
            return;
        }

        if (LenientJson.TryParse(json, budget.Limits.MaximumJsonLdDepth) is { } value) AddNodes(value);
        else Warn(PageWarningKind.BrokenJsonLd, number, "is not valid JSON");
    }

    /// <summary>Arrays at the top are lists of nodes; what is neither an object nor an array says nothing.</summary>
    private void AddNodes(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                if (value.EnumerateObject().Any()) nodes.Add(value);
                break;
            case JsonValueKind.Array:
                foreach (var inner in value.EnumerateArray()) AddNodes(inner);
                break;
        }
    }

    private void Warn(PageWarningKind kind, int number, string what) =>
        budget.Warn(kind, $"JSON-LD block {number} {what}; it was left out.");
}
