namespace Cabinet.Host.Demo;

/// <summary>Asks for one rendition of a prepared photograph.</summary>
/// <param name="Path">The photograph's path within its input folder.</param>
/// <param name="Source">Where the photograph's bytes lie in blob storage.</param>
/// <param name="Master">Where its master image lies in blob storage.</param>
/// <param name="Rendition">What the rendition is called, such as <c>large</c>.</param>
/// <param name="MaximumEdge">Its longer side, in pixels.</param>
internal sealed record RenderPhoto(string Path, string Source, string Master, string Rendition, int MaximumEdge);
