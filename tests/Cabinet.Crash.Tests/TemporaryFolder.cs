namespace Cabinet.Crash.Tests;

/// <summary>A folder of its own, gone at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cabinet-crash-");

    /// <summary>Its path, without links on the way: the form in which the system names it.</summary>
    public string Path => folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;

    public string Below(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => folder.Delete(recursive: true);
}
