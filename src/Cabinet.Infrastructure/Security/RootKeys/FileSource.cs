using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>A file that must be there.</summary>
internal sealed class FileSource(string path) : IRootKeySource
{
    private readonly RootKeyFile file = new(path);

    public string Name => $"the file {file.Path}";

    public bool IsSet => File.Exists(file.Path) || Directory.Exists(file.Path);

    public RootKey Load() =>
        file.TryRead() ?? throw new RootKeyException($"{Name} was there a moment ago, and is gone. Try again.");
}
