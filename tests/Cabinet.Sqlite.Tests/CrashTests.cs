using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Sqlite.Tests;

/// <summary>Guarantee 1 against <c>kill -9</c>: what was acknowledged is there, or ended on record.</summary>
public sealed class CrashTests : StoreTest
{
    private readonly HashSet<string> enqueued = [];
    private readonly HashSet<string> ended = [];

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_ended_runs_again()
    {
        // Each process is killed somewhere else: after more and more of what it said, with the rest under way.
        for (var round = 1; round <= 8; round++)
        {
            var (peer, _) = await Peer.StartAsync("work", Store.Path);
            using (peer)
            {
                Note(await peer.ReadAsync(lines: 37 * round * round));
                await peer.KillAsync();
                Note(await peer.ReadAsync(lines: int.MaxValue));
            }

            await CheckAsync();
        }

        Assert.NotEmpty(ended);
        Assert.Empty(await FindDriftAsync());
    }

    private void Note(IEnumerable<string> said)
    {
        // The last line may have been cut off by the kill.
        foreach (var line in said.Where(line => line.Length == 37))
        {
            (line[0] == '+' ? enqueued : ended).Add(line[1..]);
        }
    }

    private async Task CheckAsync()
    {
        foreach (var node in await Driver.Nodes.ListAsync(Cancel))
        {
            await DoAsync(new ExpireNode(node.Id, node.Beat));
        }

        foreach (var id in enqueued)
        {
            var job = await Driver.Jobs.FindAsync(Parse(id), Cancel);
            var record = await Driver.History.FindAsync(Parse(id), Cancel);
            Assert.True(job is null != record is null, $"{id} is in both places or in none");
            Assert.True(job is null || job.State is JobState.Available or JobState.Suspect);
            Assert.True(job is null || !ended.Contains(id), $"{id} ended and is there again");
        }

        // The suspects wait for themselves; the next process only takes what is available.
        await CloseAsync();
    }

    private static JobId Parse(string text)
    {
        Assert.True(JobId.TryParse(text, out var id));
        return id;
    }
}
