using System.Text.Json;
using Cabinet.Application.Integrations.Pages;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Host.Demo;

/// <summary>Turns a page into structured data.</summary>
internal sealed class ParsePageHandler(IPageParser parser, Blobs blobs) : IJobHandler<ParsePage>
{
    public async ValueTask<JobResult> HandleAsync(
        ParsePage payload, JobContext context, CancellationToken cancellationToken)
    {
        var parsed = await context.Steps.RunAsync(
            "parse",
            StepEffect.Pure,
            (_, token) => ParseAsync(payload, token),
            DemoJson.Default.PublishPage,
            cancellationToken);
        return JobResult.Of(JsonSerializer.SerializeToUtf8Bytes(parsed, DemoJson.Default.PublishPage));
    }

    private async ValueTask<PublishPage> ParseAsync(ParsePage payload, CancellationToken cancellationToken)
    {
        var content = await blobs.ReadAsync(payload.Source, $"the copy of '{payload.Path}'", cancellationToken);
        var source = new PageSource(content) { Name = payload.Path };
        var outcome = await parser.ParseAsync(source, cancellationToken);
        if (outcome is PageOutcome.Failure failure)
        {
            throw new JobFailedException(KindOf(failure.Kind), failure.Message);
        }

        var page = ((PageOutcome.Success)outcome).Page;
        var file = await blobs.PutAsync(
            $"pages/{payload.Path}.json",
            PageJson.Serialize(page),
            "application/json",
            outcome.Provenance,
            cancellationToken);
        return new PublishPage(new PublishedItem
        {
            Kind = DemoNames.Page.Value,
            Path = payload.Path,
            Source = payload.Source,
            Title = Shorten(page.Title),
            Language = Shorten(page.Language),
            Contents = new PageContents(
                page.JsonLd.Count,
                page.Microdata.Count,
                page.OpenGraph?.Properties.Count ?? 0,
                (page.DublinCore?.Elements.Count + page.DublinCore?.Terms.Count) ?? 0,
                page.Images.Count,
                page.Warnings.Count),
            Files = [file],
        });
    }

    // A title stands in the feed and in a payload; the parsed page keeps it whole.
    private static string? Shorten(string? text) => text is { Length: > 500 } ? $"{text[..499]}…" : text;

    private static FailureKind KindOf(PageErrorKind kind) =>
        kind == PageErrorKind.ParsingFailed ? FailureKind.Integration : FailureKind.Permanent;
}
