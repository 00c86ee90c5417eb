namespace Cabinet.Host.Demo;

/// <summary>One file of an item in <c>feed.json</c>.</summary>
/// <param name="Name">Its path within the output folder.</param>
/// <param name="MediaType">Its format.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its content.</param>
/// <param name="Width">An image's width in pixels.</param>
/// <param name="Height">An image's height in pixels.</param>
/// <param name="ServedBy">Which adapter made it, with its version.</param>
internal sealed record FeedFile(
    string Name, string MediaType, int Bytes, string Sha256, int? Width, int? Height, string ServedBy);
