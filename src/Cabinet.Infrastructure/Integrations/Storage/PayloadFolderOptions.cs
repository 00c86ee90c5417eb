namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>Where the local folder keeps large payloads.</summary>
public sealed class PayloadFolderOptions
{
    /// <summary>
    /// The folder; "payloads" is made in it on first use, readable by its owner only. All nodes of a store share it, and no
    /// other store's nodes do. Required.
    /// </summary>
    public string Path { get; set; } = "";
}
