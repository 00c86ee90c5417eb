using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Looks at what waits at the gate, takes it away, and keeps whose turn it was.</summary>
internal sealed class GateReader(SqliteConnection connection)
{
    private readonly SqliteStatement firstLane = connection.Prepare(ClaimSql.FirstLane);
    private readonly SqliteStatement nextLane = connection.Prepare(ClaimSql.NextLane);
    private readonly SqliteStatement waiting = connection.Prepare(ClaimSql.Waiting);
    private readonly SqliteStatement take = connection.Prepare(ClaimSql.Take);
    private readonly SqliteStatement lastTurn = connection.Prepare(ClaimSql.LastTurn);
    private readonly SqliteStatement keepTurn = connection.Prepare(ClaimSql.KeepTurn);

    /// <summary>The first lane behind another one; behind null is the first of all.</summary>
    public Lane? FindAfter(int queue, Lane? lane) => ReadLane(lane is { } behind
        ? nextLane.Bind(1, queue).Bind(2, behind.Partition).Bind(3, behind.Kind)
        : firstLane.Bind(1, queue));

    /// <summary>The first places of a lane.</summary>
    public List<long> Read(int queue, Lane lane, int count)
    {
        var places = new List<long>();
        waiting.Bind(1, queue).Bind(2, lane.Partition).Bind(3, lane.Kind).Bind(4, count);
        while (waiting.Step())
        {
            places.Add(waiting.Int64(0));
        }

        return places;
    }

    /// <summary>Takes the places of a lane up to this one away from the gate.</summary>
    public void Take(int queue, Lane lane, long last) =>
        take.Bind(1, queue).Bind(2, lane.Partition).Bind(3, lane.Kind).Bind(4, last).Run();

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
