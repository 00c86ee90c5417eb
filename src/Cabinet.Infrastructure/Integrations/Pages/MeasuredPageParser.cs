using Cabinet.Application.Integrations.Pages;
using Cabinet.Domain.Integrations;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Measures the calls to a page parser.</summary>
internal sealed class MeasuredPageParser(IPageParser parser, IntegrationTelemetry telemetry) : IPageParser
{
    public Provenance Adapter => parser.Adapter;

    public ValueTask<PageOutcome> ParseAsync(PageSource source, CancellationToken cancellationToken) =>
        telemetry.MeasureAsync(Adapter, "parse", () => parser.ParseAsync(source, cancellationToken));
}
