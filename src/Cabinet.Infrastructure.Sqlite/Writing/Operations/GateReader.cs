using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Looks at what waits at the gate, takes it, and keeps whose turn it was.</summary>
internal sealed class GateReader(SqliteConnection connection, TakenPlaces taken)
{
    private readonly SqliteStatement firstLane = connection.Prepare(ClaimSql.FirstLane);
    private readonly SqliteStatement nextLane = connection.Prepare(ClaimSql.NextLane);
    private readonly SqliteStatement nextKind = connection.Prepare(ClaimSql.NextKind);
    private readonly SqliteStatement waiting = connection.Prepare(ClaimSql.Waiting);
    private readonly SqliteStatement take = connection.Prepare(ClaimSql.Take);
    private readonly SqliteStatement lastTurn = connection.Prepare(ClaimSql.LastTurn);
    private readonly SqliteStatement keepTurn = connection.Prepare(ClaimSql.KeepTurn);

    /// <summary>The first lane behind another one; behind null is the first of all.</summary>
    public Lane? FindAfter(int queue, Lane? lane) => ReadLane(lane is { } behind
        ? nextLane.Bind(1, queue).Bind(2, behind.Partition).Bind(3, behind.Kind)
        : firstLane.Bind(1, queue));

    /// <summary>The first lane of a higher kind.</summary>
    public Lane? FindBehindKind(int queue, int kind) => ReadLane(nextKind.Bind(1, queue).Bind(2, kind));

    /// <summary>The first places of a lane that nobody has taken.</summary>
    public List<long> Read(int queue, Lane lane, int count)
    {
        var (places, known) = (new List<long>(), taken.Of(queue, lane));
        waiting.Bind(1, queue).Bind(2, lane.Partition).Bind(3, lane.Kind).Bind(4, count + known.Count);
        while (waiting.Step())
        {
            if (!known.Contains(waiting.Int64(0)) && places.Count < count)
            {
                places.Add(waiting.Int64(0));
            }
        }

        return places;
    }

    /// <summary>Takes places of a lane; rows are deleted when there are some, or when nothing is behind them.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="places">The first that nobody had taken, all that were read up to the last of them.</param>
    /// <param name="isLast">Whether the lane has no other.</param>
    public void Take(int queue, Lane lane, IReadOnlyList<long> places, bool isLast)
    {
        var count = taken.Add(queue, lane, places);
        if (!isLast && (places.Count == 0 || count < TakenPlaces.DeletedTogether))
        {
            return;
        }

        // Whatever lies before the last of them is taken too.
        var last = isLast ? long.MaxValue : places[^1];
        take.Bind(1, queue).Bind(2, lane.Partition).Bind(3, lane.Kind).Bind(4, last).Run();
        taken.Forget(queue, lane, last);
    }

    /// <summary>Who was served last.</summary>
    public Lane? FindLastTurn(int queue) => ReadLane(lastTurn.Bind(1, queue));

    /// <summary>Keeps who was served last.</summary>
    public void KeepTurn(int queue, Lane lane) =>
        keepTurn.Bind(1, queue).Bind(2, lane.Partition).Bind(3, lane.Kind).Run();

    private static Lane? ReadLane(SqliteStatement row)
    {
        if (!row.Step())
        {
            return null;
        }

        var lane = new Lane(row.Text(0), row.Int32(1));
        row.Reset();
        return lane;
    }
}
