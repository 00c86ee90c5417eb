namespace Cabinet.Host.Demo;

/// <summary>
/// The file <c>feed.json</c> of an output folder: deterministic, so it holds no ids, times or addresses.
/// </summary>
/// <param name="Format">What wrote it; an output folder is told from other folders by it.</param>
/// <param name="Items">What was published, by path.</param>
internal sealed record FeedDocument(string Format, IReadOnlyList<FeedItem> Items)
{
    /// <summary>The only format there is.</summary>
    public const string CurrentFormat = "cabinet-demo-feed/1";
}
