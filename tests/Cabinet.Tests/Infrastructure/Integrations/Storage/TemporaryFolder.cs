namespace Cabinet.Tests.Infrastructure.Integrations.Storage;

/// <summary>A folder that is gone when the test is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cabinet-test-").FullName;

    public string[] Files(string below) => Directory.Exists(System.IO.Path.Combine(Path, below))
        ? Directory.GetFiles(System.IO.Path.Combine(Path, below), "*", SearchOption.AllDirectories)
        : [];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
