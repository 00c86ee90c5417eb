namespace Cabinet.Vips.Tests;

/// <summary>Where the repository lies on this machine.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cabinet.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
