namespace Cabinet.Host.Demo;

/// <summary>Asks for a page to be parsed. It carries addresses, never content.</summary>
/// <param name="Path">The page's path within its input folder, with <c>/</c> between the parts.</param>
/// <param name="Source">Where its bytes lie in blob storage.</param>
internal sealed record ParsePage(string Path, string Source);
