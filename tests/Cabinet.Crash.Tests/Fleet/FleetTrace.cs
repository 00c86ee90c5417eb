using System.Globalization;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>What the processes of a fleet wrote down, all of them together.</summary>
internal sealed class FleetTrace
{
    private readonly Dictionary<string, long> heldUntil = [];
    private readonly Dictionary<string, long> leases = [];
    private readonly Dictionary<(string Job, long Epoch), FleetRun> runs = [];

    /// <summary>The jobs whose enqueue was acknowledged.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>How many enqueues failed, or had an unknown outcome.</summary>
    public int Unacknowledged { get; private set; }

    /// <summary>Every answer to an outcome.</summary>
    public List<FleetOutcome> Outcomes { get; } = [];

    /// <summary>The registrations that were declared dead, and when.</summary>
    public List<(string Node, long At)> Expired { get; } = [];

    /// <summary>When registrations and renewals were acknowledged, in order for each registration.</summary>
    public List<(string Node, long At)> Renewals { get; } = [];

    /// <summary>How many claims returned jobs, and how many jobs they returned.</summary>
    public (int Claims, long Jobs) Claimed { get; private set; }

    /// <summary>How many registrations there were, and how many learned from the store that they were gone.</summary>
    public (int Registered, int Fenced) Nodes => (leases.Count, fenced);

    private int fenced;

    /// <summary>The runs of jobs.</summary>
    public IReadOnlyCollection<FleetRun> Runs => runs.Values;

    public static FleetTrace Read(string folder)
    {
        var trace = new FleetTrace();
        foreach (var file in Directory.EnumerateFiles(folder, "fleet-*").Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file))
            {
                trace.Add(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return trace;
    }

    /// <summary>Until when a registration held its lease by its own clock, as far as the store acknowledged it.</summary>
    public long HeldUntil(string node) => heldUntil.GetValueOrDefault(node, long.MinValue);

    private void Add(string[] words)
    {
        var at = Number(words[0]);
        switch (words[1])
        {
            case "acknowledged":
                Acknowledged.Add(words[2]);
                break;
            case "unacknowledged":
                Unacknowledged++;
                break;
            case "began":
                var (job, epoch) = (words[2], Number(words[3]));
                runs.Add((job, epoch), new FleetRun(
                    job, epoch, words[4], at, long.MaxValue, (int)Number(words[5]), words[6] == "suspect"));
                break;
            case "ended":
                runs[(words[2], Number(words[3]))] = runs[(words[2], Number(words[3]))] with { Ended = at };
                break;
            case "held":
                leases[words[2]] = Math.Max(Number(words[4]), leases.GetValueOrDefault(words[2]));
                heldUntil[words[2]] = Math.Max(HeldUntil(words[2]), Number(words[3]) + leases[words[2]]);
                Renewals.Add((words[2], at));
                break;
            case "fenced":
                fenced++;
                break;
            case "expired":
                Expired.Add((words[2], at));
                break;
            case "claimed":
                Claimed = (Claimed.Claims + 1, Claimed.Jobs + Number(words[2]));
                break;
            default:
                Outcomes.Add(new FleetOutcome(at, words[1], words[2], words[3], Number(words[4])));
                break;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
