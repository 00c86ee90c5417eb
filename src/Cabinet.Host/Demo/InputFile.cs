namespace Cabinet.Host.Demo;

/// <summary>A file of an input folder that a pipeline takes.</summary>
/// <param name="Path">Its path within the folder, with <c>/</c> between the parts.</param>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Kind">What it is.</param>
internal sealed record InputFile(string Path, string FullPath, InputKind Kind);
