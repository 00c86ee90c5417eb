using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Cabinet.Vips.Tests;

/// <summary>An independent reader of image metadata: the program exiftool (Debian: libimage-exiftool-perl).</summary>
internal static class ExifTool
{
    /// <summary>Every tag of each file, as "group:tag"; skips the test where the program is missing.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> TagsAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> images, CancellationToken cancelled)
    {
        var folder = Directory.CreateTempSubdirectory("cabinet-exiftool-");
        try
        {
            var paths = new List<string>();
            foreach (var image in images)
            {
                paths.Add(Path.Combine(folder.FullName, $"{paths.Count:D6}"));
                await File.WriteAllBytesAsync(paths[^1], image, cancelled);
            }

            using var process = Start(paths);
            using var parsed = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync(cancelled));
            await process.WaitForExitAsync(cancelled);
            return parsed.RootElement.EnumerateArray().Select(Names).ToList();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<string> Names(JsonElement file) =>
        file.EnumerateObject().Select(tag => tag.Name).ToList();

    private static Process Start(IEnumerable<string> paths)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("exiftool", ["-json", "-G1", "-a", "-u", "-U", "-q", .. paths])
            {
                RedirectStandardOutput = true,
            })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("exiftool isn't installed (Debian: apt-get install libimage-exiftool-perl).");
            throw;
        }
    }
}
