namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Tells which names are Dublin Core, and which of its two vocabularies they belong to.</summary>
internal sealed class DublinCorePrefixes
{
    private const string SchemaPrefix = "schema.";

    private readonly Dictionary<string, string> declared = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, string> asWritten = new(StringComparer.Ordinal);

    public DublinCorePrefixes(PageReading reading)
    {
        foreach (var link in reading.Named("link"))
        {
            var relation = link.GetAttribute("rel")?.Trim();
            var target = link.GetAttribute("href")?.Trim();
            if (relation is null || target is null) continue;
            if (!relation.StartsWith(SchemaPrefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (target is not (DublinCoreVocabulary.Elements or DublinCoreVocabulary.Terms)) continue;
            asWritten[relation[SchemaPrefix.Length..]] = target;
            this.declared[relation[SchemaPrefix.Length..]] = target;
        }
    }

    /// <summary>The declared prefixes, by name.</summary>
    public IReadOnlyDictionary<string, string> Declared => asWritten;

    /// <summary>The element or term with a name, or null. The name's last part decides: <c>DC.Date.modified</c> is the
    /// term "modified", a refinement of the element "date". A name that both vocabularies have belongs to the one that
    /// its prefix says, and to the older one if it has none.</summary>
    public DublinCoreName? Find(string name)
    {
        var first = name.IndexOf('.', StringComparison.Ordinal);
        var word = name[(name.LastIndexOf('.') + 1)..];
        var vocabulary = first < 0 ? null : VocabularyOf(name[..first]);
        var qualified = vocabulary is not null;
        if (vocabulary != DublinCoreVocabulary.Terms && DublinCoreVocabulary.Element(word) is { } element)
            return new DublinCoreName(element, IsTerm: false, qualified);
        return DublinCoreVocabulary.Term(word) is { } term ? new DublinCoreName(term, IsTerm: true, qualified) : null;
    }

    private string? VocabularyOf(string prefix)
    {
        if (this.declared.TryGetValue(prefix, out var declared)) return declared;
        if (prefix.Equals("dc", StringComparison.OrdinalIgnoreCase)) return DublinCoreVocabulary.Elements;
        return prefix.Equals("dcterms", StringComparison.OrdinalIgnoreCase) ? DublinCoreVocabulary.Terms : null;
    }
}
