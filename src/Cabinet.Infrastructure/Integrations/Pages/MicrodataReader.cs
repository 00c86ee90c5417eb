using AngleSharp.Dom;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Reads microdata by the HTML Living Standard, 5.2.5 ("Associating names with items").</summary>
/// <remarks>
/// Beyond the standard: an item that is named as a property but belongs to no other item is reported at the top level
/// instead of being lost; an item without properties carries its element's plain value; values from <c>itemref</c>
/// follow the item's own, as in W3C's examples, where the standard now sorts both by their place in the page.
/// </remarks>
internal sealed class MicrodataReader(PageReading reading)
{
    private readonly PageBudget budget = reading.Budget;
    private readonly HashSet<int> reached = [];
    private readonly List<int> open = [];

    public IReadOnlyList<MicrodataItem> Read()
    {
        var scopes = new List<int>();
        for (var position = 0; position < reading.Elements.Count; position++)
        {
            if (IsItem(position)) scopes.Add(position);
        }

        var found = new SortedList<int, MicrodataItem>();
        foreach (var scope in scopes.Where(scope => !IsProperty(scope))) found.Add(scope, ReadItem(scope));
        foreach (var scope in scopes)
        {
            if (!reached.Contains(scope)) found.Add(scope, ReadItem(scope));
        }

        return [.. found.Values];
    }

    private MicrodataItem ReadItem(int scope)
    {
        open.Add(scope);
        budget.SpendItem(open.Count);
        reached.Add(scope);
        var element = reading.Elements[scope];
        var types = Words(element, "itemtype");
        foreach (var type in types) budget.Spend(type);
        var properties = ReadProperties(scope);
        open.RemoveAt(open.Count - 1);
        return new MicrodataItem
        {
            Types = types,
            Id = types.Count > 0 && element.GetAttribute("itemid") is { } id && !string.IsNullOrWhiteSpace(id)
                ? reading.Resolve(id)
                : null,
            Properties = properties,
            Value = properties.Count == 0 ? MicrodataValues.TextOf(element, reading) : null,
        };
    }

    private List<MicrodataProperty> ReadProperties(int scope)
    {
        var order = new List<string>();
        var values = new Dictionary<string, List<MicrodataValue>>();
        foreach (var position in PropertiesOf(scope))
        {
            if (ReadValue(position) is not { } value) continue;
            foreach (var name in Words(reading.Elements[position], "itemprop"))
            {
                if (!values.TryGetValue(name, out var list))
                {
                    values[name] = list = [];
                    order.Add(budget.Spend(name));
                }

                list.Add(value);
            }
        }

        return order.ConvertAll(name => new MicrodataProperty(name, values[name]));
    }

    private MicrodataValue? ReadValue(int position)
    {
        if (!IsItem(position)) return MicrodataValues.Of(reading.Elements[position], reading);
        if (!open.Contains(position)) return new MicrodataValue.Item(ReadItem(position));
        budget.Warn(PageWarningKind.MicrodataCycle, "A microdata item contains itself; that reference was left out.");
        return null;
    }

    /// <summary>The elements that are an item's properties: those inside it and those inside what it refers to, but not
    /// those of the items in between. No element counts twice, however often it is referred to.</summary>
    private List<int> PropertiesOf(int scope)
    {
        var found = new List<int>();
        var references = Words(reading.Elements[scope], "itemref");
        var seen = references.Count > 0 ? new HashSet<int> { scope } : null;
        Collect(scope + 1, reading.SubtreeEnds[scope], found, seen);
        foreach (var reference in references)
        {
            var target = reading.PositionOfId(reference);
            if (target >= 0) Collect(target, reading.SubtreeEnds[target], found, seen);
            else budget.Warn(PageWarningKind.MissingReference, "A microdata item refers to an id that isn't there.");
        }

        return found;
    }

    private void Collect(int from, int end, List<int> found, HashSet<int>? seen)
    {
        var visits = 0;
        for (var position = from; position < end; visits++)
        {
            if (seen?.Add(position) == false)
            {
                position = reading.SubtreeEnds[position];
                continue;
            }

            if (IsProperty(position)) found.Add(position);
            position = IsItem(position) ? reading.SubtreeEnds[position] : position + 1;
        }

        budget.SpendVisits(visits + 1);
    }

    private bool IsItem(int position) => reading.Elements[position].HasAttribute("itemscope");

    private bool IsProperty(int position) =>
        reading.Elements[position].GetAttribute("itemprop") is { } names && !string.IsNullOrWhiteSpace(names);

    private static List<string> Words(IElement element, string attribute)
    {
        var text = element.GetAttribute(attribute);
        if (text is null) return [];
        var words = text.Split(
            [' ', '\t', '\n', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? [.. words] : [.. words.Distinct()];
    }
}
