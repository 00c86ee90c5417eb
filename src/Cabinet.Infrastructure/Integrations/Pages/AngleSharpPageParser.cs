using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Cabinet.Application.Integrations.Pages;
using Cabinet.Domain.Integrations;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Reads pages in process with AngleSharp's HTML parser; no network, no scripts, no styles.</summary>
/// <remarks>
/// What browsers would show is what is read: the tree is that of the HTML standard. Only a page that is plainly XHTML
/// and well-formed is read as XML (see <see cref="XhtmlReader"/>).
/// </remarks>
internal sealed class AngleSharpPageParser : IPageParser
{
    private readonly PageLimits limits;

    public AngleSharpPageParser(PageLimits limits)
    {
        limits.Validate();
        this.limits = limits;
    }

    /// <inheritdoc />
    public Provenance Adapter { get; } = new("anglesharp", AngleSharpVersion());

    /// <inheritdoc />
    public ValueTask<PageOutcome> ParseAsync(PageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new(new PageOutcome.Success(Parse(source, cancellationToken), Adapter));
        }
        catch (PageLimitException refused)
        {
            return new(new PageOutcome.Failure(refused.Kind, refused.Message, Adapter));
        }
    }

    private ParsedPage Parse(PageSource source, CancellationToken cancellationToken)
    {
        var budget = new PageBudget(this.limits, cancellationToken);
        PageSniffer.RequirePage(source.Content.Span, this.limits);
        var text = PageDecoder.Decode(source, budget);
        var document = BuildTree(source, text, budget);
        var reading = new PageReading(document, source.Url, budget);

        var meta = new MetaReader(reading);
        var jsonLd = new JsonLdReader(reading).Read();
        var microdata = new MicrodataReader(reading).Read();
        var openGraph = new OpenGraphReader(reading).Read();
        return new ParsedPage
        {
            Title = meta.Title(),
            Language = meta.Language(),
            Url = source.Url?.OriginalString,
            BaseUrl = reading.BaseUrl,
            CanonicalUrl = meta.CanonicalUrl(),
            Encoding = text.EncodingName,
            Meta = meta.Tags(),
            JsonLd = jsonLd,
            Microdata = microdata,
            OpenGraph = openGraph,
            DublinCore = new DublinCoreReader(reading).Read(),
            Images = new ImageReader(reading).Read(microdata, jsonLd),
            Warnings = budget.Warnings(),
        };
    }

    /// <summary>AngleSharp is asked for a tree and nothing else. That a hostile page may make a large parser fail in an
    /// unforeseen way is foreseen here, so such a failure is an outcome and doesn't take the caller down.</summary>
    private static IDocument BuildTree(PageSource source, PageText text, PageBudget budget)
    {
        try
        {
            if (XhtmlReader.Claims(source, text))
            {
                if (XhtmlReader.TryRead(text.Content, budget) is { } document) return document;
                budget.Warn(
                    PageWarningKind.NotWellFormed, "The page means to be XHTML but isn't well-formed; read as HTML.");
            }

            return HtmlReader.Read(text.Content, budget);
        }
        catch (Exception failure) when (failure is not (PageLimitException or OperationCanceledException))
        {
            throw new PageLimitException(
                PageErrorKind.ParsingFailed, $"The HTML parser failed on this page ({failure.GetType().Name}).");
        }
    }

    private static string AngleSharpVersion()
    {
        var assembly = typeof(HtmlParser).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString(3)
            ?? "unknown";
        var build = version.IndexOf('+', StringComparison.Ordinal);
        return build < 0 ? version : version[..build];
    }
}
