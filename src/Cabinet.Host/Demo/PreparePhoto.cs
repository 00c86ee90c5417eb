namespace Cabinet.Host.Demo;

/// <summary>Asks for a photograph to be oriented and stripped of its metadata.</summary>
/// <param name="Path">The photograph's path within its input folder, with <c>/</c> between the parts.</param>
/// <param name="Source">Where its bytes lie in blob storage.</param>
internal sealed record PreparePhoto(string Path, string Source);
