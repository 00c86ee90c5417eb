namespace Cabinet.Host.Demo;

/// <summary>Asks for a parsed page to be published.</summary>
/// <param name="Item">What will stand in the feed.</param>
internal sealed record PublishPage(PublishedItem Item);
