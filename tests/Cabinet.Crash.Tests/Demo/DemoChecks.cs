using Cabinet.Crash.Tests.Processes;
using Cabinet.Crash.Tests.Stores;

namespace Cabinet.Crash.Tests.Demo;

/// <summary>What must hold when the demo has come to its end, disturbed or not.</summary>
internal static class DemoChecks
{
    /// <summary>Everything ended once, each publication took effect once, and nothing is left over.</summary>
    public static async Task<DemoFacts> CheckAsync(DemoFolders folders, ProgramProcess ended)
    {
        // Looked at first, because whoever opens the database makes files beside it.
        Assert.Equal(
            ["blobs", "cabinet.db", "cabinet.db.node", "feed", "root.key"],
            Directory.EnumerateFileSystemEntries(folders.Data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folders.Data, "blobs", "tmp")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folders.Data, "feed", "tmp")));
        using var store = StoreFile.Open(Path.Combine(folders.Data, "cabinet.db"));
        var facts = DemoFacts.Read(folders, ended, store);
        StoreChecks.NothingIsLeftOver(store);
        StoreChecks.EveryJobEndedOnce(store);
        Assert.Equal(facts.Completed, facts.Published.Count);
        Assert.Equal(facts.Completed, facts.FeedItems.Count);
        Assert.Equal(facts.FeedItems.Distinct(), facts.FeedItems);
        await AskAsync(folders);
        return facts;
    }

    /// <summary>A storm changed nothing of what is to be seen at the end.</summary>
    public static void SameAsUndisturbed(DemoFacts undisturbed, DemoFacts disturbed)
    {
        Assert.Equal(undisturbed.Jobs, disturbed.Jobs);
        Assert.Equal(undisturbed.Tasks, disturbed.Tasks);
        Assert.Equal(undisturbed.Summary, disturbed.Summary);
        Assert.Equal(undisturbed.Output, disturbed.Output);
        Assert.Equal(undisturbed.FeedItems, disturbed.FeedItems);
        Assert.Equal(undisturbed.Blobs, disturbed.Blobs);
    }

    // The same through the operators' commands, which read the store as any program would.
    private static async Task AskAsync(DemoFolders folders)
    {
        Assert.Empty(await folders.AskAsync("jobs", "list"));
        Assert.Contains("\"drift\":[]", Assert.Single(await folders.AskAsync("db", "verify")), StringComparison.Ordinal);
    }
}
