using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cabinet.Host.Tests.Samples;

public sealed class ManyNodesTests : IDisposable
{
    private const int Guests = 300;

    private readonly TempFolder folder = new();
    private readonly ConcurrentDictionary<string, bool> greeted = new();
    private readonly TaskCompletionSource everybody = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Two_workers_greet_every_guest_and_a_repeated_producer_adds_nobody()
    {
        await using var store = await ServerStore.StartAsync();
        var first = await ProduceAsync(store);
        var again = await ProduceAsync(store);
        using var one = Start(store, "work");
        using var two = Start(store, "work");
        Follow(one);
        Follow(two);

        await everybody.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal($"{Guests} accepted, 0 accepted before", first);
        Assert.Equal($"0 accepted, {Guests} accepted before", again);
        Signals.Send(one, Signals.Terminate);
        Signals.Send(two, Signals.Terminate);
        await CabinetProgram.WaitAsync(one);
        await CabinetProgram.WaitAsync(two);
        Assert.Equal(Guests, greeted.Count);
        Assert.Equal(0, await store.ReadAsync<long>("SELECT count(*) FROM cabinet.job"));
        Assert.Equal(Guests, await store.ReadAsync<long>("SELECT count(*) FROM cabinet.history"));
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> ProduceAsync(ServerStore store)
    {
        using var producer = Start(store, "produce", $"{Guests}", "monday");
        var lines = new List<string>();
        while (await producer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
        }

        await CabinetProgram.WaitAsync(producer);
        return lines.Single(line => line.Contains("accepted before", StringComparison.Ordinal));
    }

    private void Follow(Process worker)
    {
        worker.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("Hello, guest ", StringComparison.Ordinal) is true)
            {
                greeted.TryAdd(line.Data.Split('!')[0], true);
                if (greeted.Count == Guests)
                {
                    everybody.TrySetResult();
                }
            }
        };
        worker.BeginOutputReadLine();
    }

    private Process Start(ServerStore store, params string[] arguments)
    {
        var start = new ProcessStartInfo(CabinetProgram.Sample("ManyNodes"), arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["CABINET_STORE"] = store.ConnectionString;
        start.Environment.Remove("CABINET_ROOT_KEY");
        return Process.Start(start)!;
    }
}
