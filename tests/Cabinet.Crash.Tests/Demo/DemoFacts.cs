using System.Security.Cryptography;
using System.Text.Json;
using Cabinet.Crash.Tests.Processes;
using Cabinet.Crash.Tests.Stores;

namespace Cabinet.Crash.Tests.Demo;

/// <summary>What is to be seen after the demo has come to its end, in a form that must be the same after any storm.</summary>
internal sealed class DemoFacts
{
    private DemoFacts(DemoFolders folders, JsonElement summary, StoreFile store)
    {
        Summary =
        [
            .. new[] { "items", "completed", "degraded", "deadLettered", "retries", "jobs" }
                .Select(name => $"{name} {summary.GetProperty(name)}"),
        ];
        Completed = summary.GetProperty("completed").GetInt32();
        Output = [.. FilesOf(folders.Output).Select(path => $"{path} {Sha256(Path.Combine(folders.Output, path))}")];
        Jobs = store.ReadColumn(
            """
            SELECT p.text || '/' || s.text || ' ' || j.ended || ' ' || count(*)
            FROM (SELECT pipeline, stage, 'end ' || ending AS ended FROM history
                  UNION ALL SELECT pipeline, stage, 'dead ' || reason FROM dead_letter) AS j
            JOIN name AS p ON p.id = j.pipeline JOIN name AS s ON s.id = j.stage
            GROUP BY p.text, s.text, j.ended ORDER BY 1
            """);
        Tasks = store.ReadColumn("SELECT status || ' ' || count(*) FROM task GROUP BY status ORDER BY 1");
        Blobs = FilesOf(Path.Combine(folders.Data, "blobs")).Count;
        Published = FilesOf(Path.Combine(folders.Data, "feed"));
        FeedItems = ItemsOf(Path.Combine(folders.Output, "feed.json"));
    }

    /// <summary>The counts of the last line, without the time it took and where the output lies.</summary>
    public IReadOnlyList<string> Summary { get; }

    /// <summary>How many items went through all stages.</summary>
    public int Completed { get; }

    /// <summary>The decrypted results: path and digest of each file.</summary>
    public IReadOnlyList<string> Output { get; }

    /// <summary>How many jobs ended in which way, by stage.</summary>
    public IReadOnlyList<string> Jobs { get; }

    /// <summary>How many tasks are in which state.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>How many blobs there are.</summary>
    public int Blobs { get; }

    /// <summary>The files of the publication feed, one for each idempotency key.</summary>
    public IReadOnlyList<string> Published { get; }

    /// <summary>The paths of the items in <c>feed.json</c>.</summary>
    public IReadOnlyList<string> FeedItems { get; }

    public static DemoFacts Read(DemoFolders folders, ProgramProcess ended, StoreFile store)
    {
        using var last = JsonDocument.Parse(ended.Lines[^1].Text);
        return new DemoFacts(folders, last.RootElement.GetProperty("summary"), store);
    }

    private static List<string> FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Order(StringComparer.Ordinal)];

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static List<string> ItemsOf(string feed)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(feed));
        return [.. document.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("path").GetString()!)];
    }
}
