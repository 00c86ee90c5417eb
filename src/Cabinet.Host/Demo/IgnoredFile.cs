namespace Cabinet.Host.Demo;

/// <summary>A file of an input folder that no pipeline takes.</summary>
/// <param name="Path">Its path within the folder, with <c>/</c> between the parts.</param>
/// <param name="Reason">Why, for a person; it follows the path in a sentence.</param>
internal sealed record IgnoredFile(string Path, string Reason);
