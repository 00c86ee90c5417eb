using System.Text.Json;
using Cabinet.Application.Integrations.Publishing;

namespace Cabinet.Host.Demo;

/// <summary>Reads back what was published of an input.</summary>
internal sealed class FeedReader(IPublicationFeed feed)
{
    /// <summary>
    /// The feed's entries about these submissions, by path; every entry counts, so a double would show.
    /// </summary>
    public async ValueTask<IReadOnlyList<PublishedItem>> ReadAsync(
        IEnumerable<Submission> submissions, CancellationToken cancellationToken)
    {
        var wanted = submissions
            .Select(submission => (submission.File.Path, submission.Source.ToString()))
            .ToHashSet();
        var publications = await feed.ReadAsync(cancellationToken);
        return
        [
            .. publications
                .Select(publication => JsonSerializer.Deserialize(
                    publication.Document.Span, DemoJson.Default.PublishedItem)!)
                .Where(item => wanted.Contains((item.Path, item.Source)))
                .OrderBy(item => item.Path, StringComparer.Ordinal),
        ];
    }
}
