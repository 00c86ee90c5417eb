using System.Security.Cryptography;
using Cabinet.Application.Security;
using Microsoft.Win32.SafeHandles;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>
/// The file that holds the root key, readable by its owner only, in a folder that only its owner writes to.
/// </summary>
internal sealed class RootKeyFile
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode OthersAnything = OthersWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string folder;

    internal RootKeyFile(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        this.folder = System.IO.Path.GetDirectoryName(Path)
            ?? throw new RootKeyException($"{Path} is no path of a root key file: it names a folder.");
    }

    internal string Path { get; }

    /// <summary>Reads the key; null when there is no file.</summary>
    /// <exception cref="RootKeyException">
    /// There is something, but not a root key that only its owner can read.
    /// </exception>
    internal RootKey? TryRead()
    {
        try
        {
            if (!Exists())
            {
                return null;
            }

            var key = Read();
            RemoveLeftovers();
            return key;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RootKeyException($"The root key file {Path} can't be read: {error.Message}", error);
        }
    }

    /// <summary>
    /// Creates the file with a new key, durably and whole or not at all; false when another process was first.
    /// </summary>
    /// <exception cref="RootKeyException">The folder can't be written to, or others can.</exception>
    internal bool TryCreate(ISecureRandom random)
    {
        try
        {
            CreateFolder();
            return TryPublishNewKey(random);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RootKeyException(
                $"The root key file {Path} can't be created: {error.Message} Give the program a folder of its own that "
                + "it may write to, or set the root key in the environment.",
                error);
        }
    }

    private bool TryPublishNewKey(ISecureRandom random)
    {
        Span<byte> key = stackalloc byte[RootKey.Size];
        Span<byte> text = stackalloc byte[RootKeyText.LargestSize];
        try
        {
            random.Fill(key);
            RootKeyText.Write(key, text);
            return OwnerOnlyFile.Create(Path, text, random);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(text);
        }
    }

    // A kill in the middle of the making leaves a file that may hold the key itself. Once there is a key, whoever is still
    // making one comes too late, so its file may go as well.
    private void RemoveLeftovers()
    {
        foreach (var leftover in Directory.EnumerateFiles(this.folder, System.IO.Path.GetFileName(Path) + OwnerOnlyFile.NewEnding + "*"))
        {
            try
            {
                File.Delete(leftover);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A read-only folder, for one: the key was read all the same.
            }
        }
    }

    private bool Exists()
    {
        var info = new FileInfo(Path);
        if (info.LinkTarget is not null)
        {
            throw new RootKeyException(
                $"The root key file {Path} is a symbolic link, so its protection can't be judged. Configure the path "
                + "of the file itself, or set the root key in the environment.");
        }

        if (Directory.Exists(Path))
        {
            throw new RootKeyException($"{Path} is a folder, but the root key file is expected there.");
        }

        return info.Exists;
    }

    private RootKey Read()
    {
        RefuseSharedFolder();
        using var handle = File.OpenHandle(Path);
        RefuseSharedFile(handle);
        Span<byte> text = stackalloc byte[RootKeyText.LargestSize + 1];
        try
        {
            var length = ReadAll(handle, text);
            return RootKeyText.TryParse(text[..length], $"the file {Path}")
                ?? throw new RootKeyException(
                    $"The file {Path} holds no root key: it must hold 32 bytes in base64, 44 characters on one line, "
                    + $"but holds {(length < text.Length ? $"{length} bytes" : "more")}. Restore it from its backup. "
                    + "Only if no store was ever made with it, delete it, and a new one will be created.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static int ReadAll(SafeFileHandle handle, Span<byte> destination)
    {
        var length = 0;
        while (length < destination.Length)
        {
            var read = RandomAccess.Read(handle, destination[length..], length);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return length;
    }

    private void CreateFolder()
    {
        OwnerFolder.Create(this.folder);
        RefuseSharedFolder();
    }

    private void RefuseSharedFile(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(handle) & OthersAnything) != 0)
        {
            throw new RootKeyException(
                $"Others than its owner may use the root key file {Path}, so the key may be known to them. If it is "
                + $"certain that nobody read it: chmod 600 '{Path}'. Otherwise treat what was stored as read.");
        }
    }

    private void RefuseSharedFolder()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(this.folder) & OthersWrite) != 0)
        {
            throw new RootKeyException(
                $"Others than its owner may write to the folder {this.folder}, so they could replace the root key in it. "
                + $"Take that right away (chmod 700 '{this.folder}') or keep the root key in a folder of its own.");
        }
    }
}
