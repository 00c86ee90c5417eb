using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Cabinet.Vips.Tests;

/// <summary>An independent reader of image metadata: the program exiftool (Debian: libimage-exiftool-perl).</summary>
internal static class ExifTool
{
    /// <summary>Every tag that it finds, as "group:tag"; skips the test where the program isn't installed.</summary>
    public static async Task<IReadOnlyList<string>> TagsAsync(ReadOnlyMemory<byte> image, CancellationToken cancelled)
    {
        using var process = Start();
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        await process.StandardInput.BaseStream.WriteAsync(image, cancelled);
        process.StandardInput.Close();

        using var parsed = JsonDocument.Parse(await output);
        await process.WaitForExitAsync(cancelled);
        return parsed.RootElement[0].EnumerateObject().Select(tag => tag.Name).ToList();
    }

    private static Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("exiftool", ["-json", "-G1", "-a", "-u", "-U", "-"])
            {
                RedirectStandardInput = true,
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
