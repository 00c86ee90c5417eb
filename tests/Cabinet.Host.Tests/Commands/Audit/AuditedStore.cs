using System.Globalization;
using System.Text;

namespace Cabinet.Host.Tests.Commands.Audit;

/// <summary>
/// A store with a short history, sequenced by a real node: the keys' creation, an operator's action, and events that its
/// program would have written. Tests copy it and alter the copy.
/// </summary>
public sealed class AuditedStore : IAsyncLifetime
{
    private const int Planted = 12;
    private const int MaximumLooks = 200;

    private readonly FinishedDemo demo = new();
    private readonly TempFolder folder = new();

    /// <summary>The data folder.</summary>
    public string Data { get; private set; } = "";

    /// <summary>The same store before the last events.</summary>
    public string Younger { get; private set; } = "";

    /// <summary>A checkpoint over the whole of it, kept elsewhere.</summary>
    public string Held => folder.At("held.checkpoint");

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await demo.InitializeAsync();
        Data = folder.Copy(demo.Data, "data");
        var letter = (await CabinetProgram.RunAsync("dlq", "list", "--data", Data, "--json")).Lines[0];
        (await CabinetProgram.RunAsync(
            "dlq", "redrive", letter.GetProperty("id").GetString()!, "--because", "token=hunter2, disk replaced",
            "--data", Data)).Succeeded();
        Count = await SequenceAsync(Data);
        Younger = folder.Copy(Data, "younger");
        Plant(Data, "first history", Planted);
        Count = await SequenceAsync(Data);
        File.WriteAllText(Held, (await CabinetProgram.RunAsync("audit", "checkpoint", "--data", Data)).Succeeded().Results);
    }

    /// <summary>Puts events into a store that wait for the sequencer.</summary>
    internal static void Plant(string data, string reason, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var id = new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)reason.Length);
            var entry = $$$"""{"action":"test.planted","actor":"test","at":"2026-11-22T12:00:00.000Z","format":1,"id":"{{{id}}}","outcome":"done","reason":"{{{reason}}} {{{number}}}","subject":""}""";
            RawDatabase.Execute(
                data,
                $"INSERT INTO audit (id, idx, entry) VALUES (x'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}', "
                    + $"NULL, x'{Convert.ToHexString(Encoding.UTF8.GetBytes(entry))}')");
        }
    }

    /// <summary>Runs a node until nothing waits.</summary>
    /// <returns>How many entries the newest checkpoint covers.</returns>
    internal static async Task<int> SequenceAsync(string data)
    {
        using var node = await RunningNode.StartAsync(data);
        for (var look = 0; look < MaximumLooks; look++)
        {
            var verified = await CabinetProgram.RunAsync("audit", "verify", "--data", data, "--json");
            if (verified.Lines is [var line] && line.GetProperty("waiting").GetInt32() == 0
                && line.TryGetProperty("checkpoint", out var checkpoint))
            {
                await node.StopAsync();
                return int.Parse(checkpoint.GetString()!.Split('\n')[1], CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("Nothing sequenced the audit log.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await demo.DisposeAsync();
    }
}
