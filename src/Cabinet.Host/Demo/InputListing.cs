namespace Cabinet.Host.Demo;

/// <summary>What an input folder holds, each list by path.</summary>
/// <param name="Files">What the pipelines take.</param>
/// <param name="Ignored">What they don't.</param>
internal sealed record InputListing(IReadOnlyList<InputFile> Files, IReadOnlyList<IgnoredFile> Ignored)
{
    /// <summary>How many files are of that kind.</summary>
    public int Count(InputKind kind) => Files.Count(file => file.Kind == kind);
}
