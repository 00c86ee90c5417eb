using Cabinet.Application.Integrations.Storage;

namespace Cabinet.Host.Demo;

/// <summary>Lists the pages and photographs of a folder.</summary>
/// <remarks>
/// Folders are followed, links to folders aren't, and a link to a file is taken only when the file lies inside the
/// input folder: what a folder's owner didn't put into it stays out. The listing is sorted by path, so that the same
/// folder gives the same order on every machine.
/// </remarks>
internal static class InputScanner
{
    /// <summary>The most files that one input may hold.</summary>
    public const int MaximumFiles = 100_000;

    /// <summary>The longest path within the folder, in characters; the feed names items by it.</summary>
    public const int MaximumPath = 1_000;

    private static readonly Dictionary<string, InputKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = InputKind.Page,
        [".htm"] = InputKind.Page,
        [".xhtml"] = InputKind.Page,
        [".jpg"] = InputKind.Photo,
        [".jpeg"] = InputKind.Photo,
        [".png"] = InputKind.Photo,
        [".webp"] = InputKind.Photo,
        [".tiff"] = InputKind.Photo,
        [".heic"] = InputKind.Photo,
    };

    /// <summary>The endings that are taken, for messages.</summary>
    public static string Endings { get; } = string.Join(' ', Kinds.Keys);

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The input folder.</param>
    /// <param name="except">Folders to leave out, such as the data folder when it lies inside.</param>
    /// <exception cref="CommandException">The folder can't be read, or holds too many files.</exception>
    public static InputListing Scan(string folder, params ReadOnlySpan<string> except)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var left = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in except)
        {
            left.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        }

        try
        {
            return Sort(root, Enumerate(root, left));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Usage,
                "unreadableInput",
                $"The input folder {root} can't be read: {exception.Message}",
                exception);
        }
    }

    /// <summary>Looks at single files, as if each lay in its own folder.</summary>
    public static InputListing Take(IEnumerable<string> files)
    {
        var all = files.Select(file => Path.GetFullPath(file)).Distinct(StringComparer.Ordinal);
        return Split(all.Select(path => (Path.GetFileName(path), path)));
    }

    private static IEnumerable<string> Enumerate(string root, HashSet<string> except)
    {
        var waiting = new Stack<string>([root]);
        var found = 0;
        while (waiting.TryPop(out var folder))
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo inner)
                {
                    if (inner.LinkTarget is null && !except.Contains(inner.FullName))
                    {
                        waiting.Push(inner.FullName);
                    }

                    continue;
                }

                if (++found > MaximumFiles)
                {
                    throw new CommandException(
                        ExitCode.Usage,
                        "tooManyFiles",
                        $"The input folder {root} holds more than {MaximumFiles} files. Name a smaller folder.");
                }

                yield return entry.FullName;
            }
        }
    }

    private static InputListing Sort(string root, IEnumerable<string> files) => Split(files
        .Select(file => (Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'), file))
        .OrderBy(entry => entry.Item1, StringComparer.Ordinal), root);

    private static InputListing Split(IEnumerable<(string Path, string FullPath)> entries, string? root = null)
    {
        var files = new List<InputFile>();
        var ignored = new List<IgnoredFile>();
        foreach (var (path, fullPath) in entries)
        {
            if (!Kinds.TryGetValue(Path.GetExtension(fullPath), out var kind))
            {
                ignored.Add(new IgnoredFile(path, "is neither a page nor a photograph"));
            }
            else if (FindObstacle(path, fullPath, root) is { } reason)
            {
                ignored.Add(new IgnoredFile(path, reason));
            }
            else
            {
                files.Add(new InputFile(path, fullPath, kind));
            }
        }

        return new InputListing(files, ignored);
    }

    private static string? FindObstacle(string path, string fullPath, string? root)
    {
        if (path.Length > MaximumPath)
        {
            return $"has a path of {path.Length} characters; at most {MaximumPath} are allowed";
        }

        var file = new FileInfo(fullPath);
        if (file.LinkTarget is not null)
        {
            var target = file.ResolveLinkTarget(returnFinalTarget: true);
            if (target is not FileInfo { Exists: true } found)
            {
                return "is a link that leads nowhere";
            }

            if (root is not null
                && !found.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return "is a link that leads out of the input folder";
            }

            file = found;
        }

        return file.Length > IBlobStorage.MaximumSize
            ? $"has {file.Length / (1024 * 1024)} MiB; at most {IBlobStorage.MaximumSize / (1024 * 1024)} MiB are "
                + "allowed"
            : null;
    }
}
