using System.Collections.Frozen;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>The names of Dublin Core: the Metadata Element Set 1.1 and the DCMI Metadata Terms (dublincore.org,
/// 2008-01-14 and later), which ignore case in pages.</summary>
internal static class DublinCoreVocabulary
{
    public const string Elements = "http://purl.org/dc/elements/1.1/";
    public const string Terms = "http://purl.org/dc/terms/";

    private static readonly FrozenSet<string> ElementNames = Set(
        "contributor coverage creator date description format identifier language publisher relation rights source "
        + "subject title type");

    private static readonly FrozenSet<string> TermNames = Set(
        "abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available "
        + "bibliographicCitation conformsTo contributor coverage created creator date dateAccepted dateCopyrighted "
        + "dateSubmitted description educationLevel extent format hasFormat hasPart hasVersion identifier "
        + "instructionalMethod isFormatOf isPartOf isReferencedBy isReplacedBy isRequiredBy issued isVersionOf "
        + "language license mediator medium modified provenance publisher references relation replaces requires "
        + "rights rightsHolder source spatial subject tableOfContents temporal title type valid "
        + "Agent AgentClass BibliographicResource Collection Frequency Jurisdiction LicenseDocument LinguisticSystem "
        + "Location LocationPeriodOrJurisdiction MediaTypeOrExtent MethodOfAccrual MethodOfInstruction PeriodOfTime "
        + "PhysicalMedium PhysicalResource Policy ProvenanceStatement RightsStatement SizeOrDuration Standard");

    /// <summary>The full name of one of the fifteen elements, or null.</summary>
    public static string? Element(string word) =>
        ElementNames.TryGetValue(word, out var name) ? Elements + name : null;

    /// <summary>The full name of a term, or null.</summary>
    public static string? Term(string word) => TermNames.TryGetValue(word, out var name) ? Terms + name : null;

    private static FrozenSet<string> Set(string names) =>
        names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
