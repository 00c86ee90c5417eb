using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Cabinet.Infrastructure;

/// <summary>
/// What .NET has no call for: publishing a file without overwriting, and making a folder's entries durable.
/// </summary>
internal static class DurableFiles
{
    private const int FileExists = 17;
    private const int ReadOnly = 0;

    /// <summary>
    /// Gives a complete file its final name unless that name is taken, in one step that no other process can come
    /// between; false when it is taken. The old name may remain.
    /// </summary>
    /// <exception cref="IOException">The file system refused for another reason.</exception>
    internal static bool TryPublish(string source, string destination)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMove(source, destination);
        }

        // File.Move looks first and renames afterwards, and a rename overwrites; only a link is refused atomically.
        if (CreateHardLink(ToNative(source), ToNative(destination)) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == FileExists ? false : throw Failure($"link to {destination}", error);
    }

    /// <summary>Makes the entries of a folder durable. Windows does so by itself.</summary>
    /// <exception cref="IOException">The file system refused.</exception>
    internal static void SynchroniseFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenFolder(ToNative(folder), ReadOnly);
        if (descriptor < 0)
        {
            throw Failure($"open {folder}", Marshal.GetLastPInvokeError());
        }

        var result = Synchronise(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0)
        {
            throw Failure($"synchronise {folder}", error);
        }
    }

    private static bool TryMove(string source, string destination)
    {
        try
        {
            File.Move(source, destination, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(destination))
        {
            return false;
        }
    }

    private static IOException Failure(string operation, int error) =>
        new($"Can't {operation}: {new Win32Exception(error).Message}.");

    private static byte[] ToNative(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CreateHardLink(byte[] source, byte[] destination);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronise(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
