namespace Cabinet.Host.Commands.Demo;

/// <summary>Finds the samples that the repository carries.</summary>
internal static class SampleFolder
{
    /// <summary>The folder <c>samples/input</c> of the repository that this program was built in, or null.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "samples", "input");
            if (File.Exists(Path.Combine(folder.FullName, "Cabinet.slnx")) && Directory.Exists(samples))
            {
                return samples;
            }
        }

        return null;
    }
}
