namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>Where the local folder keeps blobs and feed.</summary>
public sealed class LocalFolderOptions
{
    /// <summary>The folder; made on first use, readable by its owner only. Required.</summary>
    public string Path { get; set; } = "";
}
