using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>What one page may still cost. Every loop over a page's content spends from it, so no page, however it is
/// made, costs more than the limits.</summary>
internal sealed class PageBudget(PageLimits limits, CancellationToken cancellationToken)
{
    // Items may refer to the same parts of a page again and again; this many visits for each element that a page may
    // have are plenty for honest pages.
    private const int VisitsForEachElement = 20;

    private readonly List<PageWarning> warnings = [];
    private int dropped;
    private int elements;
    private int items;
    private long characters;
    private long visits;

    public PageLimits Limits => limits;

    public void SpendElement()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++this.elements <= limits.MaximumElements) return;
        throw new PageLimitException(
            PageErrorKind.TooComplex, $"The page has more than {limits.MaximumElements} elements.");
    }

    public void CheckDepth(int depth)
    {
        if (depth <= limits.MaximumDepth) return;
        throw new PageLimitException(
            PageErrorKind.TooDeep, $"The page nests elements deeper than {limits.MaximumDepth} levels.");
    }

    /// <summary>Gives back what a first attempt at the tree took, before a second one.</summary>
    public void ReturnElements() => this.elements = 0;

    public void CheckAttributes(int count)
    {
        if (count <= limits.MaximumAttributes) return;
        throw new PageLimitException(
            PageErrorKind.TooComplex,
            $"The page has an element with more than {limits.MaximumAttributes} attributes.");
    }

    public void SpendItem(int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > limits.MaximumItemDepth)
        {
            throw new PageLimitException(
                PageErrorKind.TooDeep, $"The page nests microdata items deeper than {limits.MaximumItemDepth} levels.");
        }

        if (++this.items > limits.MaximumItems)
        {
            throw new PageLimitException(
                PageErrorKind.TooComplex, $"The page has more than {limits.MaximumItems} microdata items.");
        }
    }

    public void SpendVisits(int count)
    {
        visits += count;
        if (visits <= (long)limits.MaximumElements * VisitsForEachElement) return;
        throw new PageLimitException(
            PageErrorKind.TooComplex, "The page's microdata refers to the same parts of the page too often.");
    }

    /// <summary>Accounts for a value that goes into the result.</summary>
    public string Spend(string value)
    {
        SpendCharacters(value.Length);
        return value;
    }

    public void SpendCharacters(int count)
    {
        this.characters += count;
        if (this.characters <= limits.MaximumExtractedCharacters) return;
        throw new PageLimitException(
            PageErrorKind.TooLarge,
            $"More than {limits.MaximumExtractedCharacters} characters of data come out of the page.");
    }

    public void Warn(PageWarningKind kind, string message)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (this.warnings.Count < limits.MaximumWarnings) this.warnings.Add(new PageWarning(kind, message));
        else dropped++;
    }

    public IReadOnlyList<PageWarning> Warnings()
    {
        if (dropped == 0) return this.warnings;
        this.warnings[^1] = new PageWarning(PageWarningKind.MoreWarnings, $"There were {dropped + 1} more warnings.");
        return this.warnings;
    }
}
