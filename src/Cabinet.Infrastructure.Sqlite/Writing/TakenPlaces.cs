using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>
/// Rows at the gate whose jobs were claimed and that weren't deleted yet: neighbours in a lane go together, because each
/// deletion alone would write a page of its own.
/// </summary>
/// <remarks>
/// What is forgotten here, by a restart or because another process wrote, does no harm: such a row names a job that is
/// claimed, or isn't there under that key, so a claim that meets it takes nothing and puts it here again.
/// </remarks>
internal sealed class TakenPlaces
{
    /// <summary>So many rows of a lane are deleted together.</summary>
    public const int DeletedTogether = 16;

    private readonly Dictionary<(int Queue, Lane Lane), HashSet<long>> lanes = [];

    /// <summary>The places of a lane that are taken.</summary>
    public IReadOnlySet<long> Of(int queue, Lane lane) => lanes.TryGetValue((queue, lane), out var places) ? places : None;

    private static IReadOnlySet<long> None { get; } = new HashSet<long>();

    /// <summary>Places are taken.</summary>
    /// <returns>How many of the lane are by now.</returns>
    public int Add(int queue, Lane lane, IEnumerable<long> places)
    {
        if (!lanes.TryGetValue((queue, lane), out var taken))
        {
            lanes.Add((queue, lane), taken = []);
        }

        taken.UnionWith(places);
        return taken.Count;
    }

    /// <summary>Somebody waits at a place again, or its row is gone.</summary>
    public void Remove(int queue, Lane lane, long place)
    {
        if (lanes.TryGetValue((queue, lane), out var taken) && taken.Remove(place) && taken.Count == 0)
        {
            lanes.Remove((queue, lane));
        }
    }

    /// <summary>The rows of a lane are deleted up to this place.</summary>
    public void Forget(int queue, Lane lane, long last)
    {
        if (lanes.TryGetValue((queue, lane), out var taken))
        {
            taken.RemoveWhere(place => place <= last);
            if (taken.Count == 0)
            {
                lanes.Remove((queue, lane));
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Forget() => lanes.Clear();
}
