using Cabinet.Domain.Integrations;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>Reads the structured data out of a web page: JSON-LD, microdata, Open Graph, Dublin Core, plain
/// metadata, and the images that the page refers to.</summary>
/// <remarks>
/// Guarantees of every implementation:
/// <list type="bullet">
/// <item>The page is data. No script runs, no style is applied, and nothing that the page refers to is fetched.</item>
/// <item>The same source gives the same outcome, and <see cref="PageJson"/> the same bytes, as long as
/// <see cref="Adapter"/> stays the same.</item>
/// <item>What is read, held and produced is bounded by <see cref="PageLimits"/>. A page beyond them is a
/// <see cref="PageOutcome.Failure"/>, never a part of the page that looks like the whole.</item>
/// <item>A page with faults is read as far as it can be, and what could not be used is told in
/// <see cref="ParsedPage.Warnings"/>.</item>
/// <item>No call has a side effect, so each may be repeated at any time. Members may be called in parallel.</item>
/// </list>
/// What is expected to go wrong is a <see cref="PageOutcome.Failure"/>. Exceptions are left for cancellation and for an
/// installation that can't read any page at all.
/// </remarks>
public interface IPageParser
{
    /// <summary>The adapter and the version of the technology behind it; every outcome carries it.</summary>
    Provenance Adapter { get; }

    /// <summary>Reads one page.</summary>
    /// <param name="source">The page as it was received.</param>
    /// <param name="cancellationToken">Stops the work between, and as far as possible within, its steps.</param>
    /// <returns>The structured data, or why there is none.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<PageOutcome> ParseAsync(PageSource source, CancellationToken cancellationToken);
}
