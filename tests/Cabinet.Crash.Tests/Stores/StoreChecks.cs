namespace Cabinet.Crash.Tests.Stores;

/// <summary>What must hold in a store where everything that was accepted has come to its end.</summary>
internal static class StoreChecks
{
    /// <summary>Nothing is under way any more, and nothing of what ended was forgotten in the tables of live jobs.</summary>
    public static void NothingIsLeftOver(StoreFile store)
    {
        Assert.Empty(store.Read("SELECT key, id FROM job"));
        Assert.Empty(store.Read("SELECT number, node FROM lease"));
        Assert.Empty(store.Read("SELECT id, name FROM node"));
        Assert.Empty(store.Read("SELECT place FROM note"));
        Assert.Empty(store.Read("SELECT place, name FROM step WHERE place NOT IN (SELECT place FROM dead_letter)"));
        Assert.Empty(store.Read("SELECT place, attempt FROM job_error WHERE place NOT IN (SELECT place FROM dead_letter)"));
        Assert.Empty(store.Read("SELECT name FROM background WHERE node IS NOT NULL"));
        Assert.Equal(["ok"], store.ReadColumn("PRAGMA integrity_check"));
    }

    /// <summary>Every job ended once: it is in the history once or in the dead-letter queue, and never in both.</summary>
    public static void EveryJobEndedOnce(StoreFile store)
    {
        Assert.Empty(store.Read("SELECT id, count(*) FROM history GROUP BY id HAVING count(*) > 1"));
        Assert.Empty(store.Read("SELECT id FROM history WHERE id IN (SELECT id FROM dead_letter)"));
        Assert.Empty(store.Read(
            """
            SELECT task, stage, item, count(*)
            FROM (SELECT task, stage, item FROM history UNION ALL SELECT task, stage, item FROM dead_letter)
            WHERE task IS NOT NULL
            GROUP BY task, stage, item HAVING count(*) > 1
            """));
    }
}
