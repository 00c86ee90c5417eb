using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>Makes a file that only its owner can use, durably, whole or not at all, and never over another one.</summary>
internal static class OwnerOnlyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What the name of an unfinished file has after the final name.</summary>
    internal const string NewEnding = ".new-";

    /// <summary>Creates it; false when another process was first.</summary>
    /// <exception cref="IOException">The file system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    internal static bool Create(string path, ReadOnlySpan<byte> contents, ISecureRandom random)
    {
        var temporary = path + NewEnding + RandomSuffix(random);
        try
        {
            Write(temporary, contents);
            var isFirst = DurableFiles.TryPublish(temporary, path);
            DurableFiles.SynchroniseFolder(Path.GetDirectoryName(path)!);
            return isFirst;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first, and took this file for a leftover of a kill.
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(string path, ReadOnlySpan<byte> contents)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        using var file = new FileStream(path, options);
        file.Write(contents);
        file.Flush(flushToDisk: true);
    }

    private static string RandomSuffix(ISecureRandom random)
    {
        Span<byte> bytes = stackalloc byte[8];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
