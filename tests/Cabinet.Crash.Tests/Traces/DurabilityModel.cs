namespace Cabinet.Crash.Tests.Traces;

/// <summary>
/// What a power failure could still take away from a folder: bytes that were written to a file and names that were made in
/// a folder, until a sync that began after them has returned.
/// </summary>
/// <remarks>
/// Left out is what nobody would miss: SQLite's shared memory, the node's lock, and names in <c>tmp</c> folders or of parts
/// that are to be published under another name.
/// </remarks>
internal sealed class DurabilityModel(string root)
{
    private readonly Dictionary<string, int> unsynced = [];
    private readonly HashSet<string> seen = [];

    /// <summary>The files and folders that aren't safe yet, with the line of the trace that made them so.</summary>
    public IReadOnlyDictionary<string, int> Unsynced => unsynced;

    /// <summary>Takes the next call that ended.</summary>
    public void Apply(TracedCall call)
    {
        if (!call.Succeeded)
        {
            return;
        }

        switch (call.Name)
        {
            case "write" or "writev" or "pwrite64" or "pwritev" or "pwritev2" or "ftruncate":
                Soil(call.Descriptor, call);
                break;
            case "fsync" or "fdatasync":
                Clean(call);
                break;
            case "openat" or "open" when call.Arguments.Contains("O_CREAT", StringComparison.Ordinal):
                MadeName(call.Texts[^1], call);
                break;
            case "mkdir" or "mkdirat" or "link" or "linkat" or "rename" or "renameat" or "renameat2":
                MadeName(call.Texts[^1], call);
                break;
        }
    }

    /// <summary>Tells the model of what was there before the trace began.</summary>
    public void Know(IEnumerable<string> paths) => seen.UnionWith(paths);

    private void MadeName(string path, TracedCall call)
    {
        if (seen.Add(path) && !IsTemporary(path) && !IsWorthless(path))
        {
            Soil(Path.GetDirectoryName(path), call);
        }
    }

    private void Soil(string? path, TracedCall call)
    {
        if (path is not null && IsInside(path) && !IsWorthless(path))
        {
            unsynced[path] = call.End;
        }
    }

    private void Clean(TracedCall call)
    {
        // A sync covers what had been written when it began.
        if (call.Descriptor is { } path && unsynced.TryGetValue(path, out var since) && since < call.Begin)
        {
            unsynced.Remove(path);
        }
    }

    private bool IsInside(string path) =>
        path == root || path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsTemporary(string path) =>
        Path.GetFileName(Path.GetDirectoryName(path)) == "tmp"
        || Path.GetFileName(path) == "tmp"
        || Path.GetFileName(path).Contains(".new-", StringComparison.Ordinal);

    private static bool IsWorthless(string path) =>
        path.EndsWith("-shm", StringComparison.Ordinal)
        || path.EndsWith(".node", StringComparison.Ordinal)
        || path.EndsWith(".holder", StringComparison.Ordinal);
}
