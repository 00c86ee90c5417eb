// FROZEN. The smallest raw loops on PostgreSQL, through Npgsql, that give the durability Cabinet gives: fsync=on,
// synchronous_commit=on, 200-byte rows under a 16-byte id that the caller gives and that grows; no encryption,
// telemetry, history or further index. The table is
//     limit_job(id uuid PRIMARY KEY, state smallint NOT NULL, payload bytea NOT NULL)
// Cabinet's benchmarks are read as shares of these figures, measured in the same minutes on the same server, so a change
// here would silently move every ratio that was ever published. Whatever Cabinet learns to do better belongs into
// Cabinet, not here: it may well exceed a limit by a layout that these loops don't have.
//
// insert-N        one row a commit, N clients            claim-complete-500  UPDATE .. RETURNING, then DELETE = ANY
// copy-N          COPY binary, N rows a commit           delete-500          DELETE .. SKIP LOCKED RETURNING, which
// unnest-1000     INSERT .. unnest, 1000 rows a commit                       loses a batch in a crash
// insert-claim-*  one row committed, then claimed by another connection
// hand-over-*     the same every 20 ms, the claim begun by a notification
//
// Usage: Cabinet.Limits.Postgres [FIGURE...] --connection STRING [--runs N]       (all figures; 1 run)
// Prints one JSON object a line: figure, unit, value (the median of the runs), runs (how many), values (each run's).

using System.Globalization;
using Cabinet.Limits.Postgres;

var runs = 1;
string? connectionString = null;
var chosen = new List<string>();
for (var at = 0; at < args.Length; at++)
{
    switch (args[at])
    {
        case "--runs" when at + 1 < args.Length: runs = int.Parse(args[++at], CultureInfo.InvariantCulture); break;
        case "--connection" when at + 1 < args.Length: connectionString = args[++at]; break;
        default: chosen.Add(args[at]); break;
    }
}

var known = string.Join(' ', Figure.All.Select(figure => figure.Name));
var figures = chosen.Count == 0 ? Figure.All : chosen.Select(name => Figure.All.FirstOrDefault(f => f.Name == name));
foreach (var figure in figures)
{
    if (figure is null || runs < 1 || connectionString is null)
    {
        await Console.Error.WriteLineAsync($"Give --connection, --runs of 1 or more, and figures out of: {known}");
        return 2;
    }
    var values = new List<double>(runs);
    for (var run = 0; run < runs; run++)
    {
        await using var database = await Database.CreateAsync(connectionString);
        values.Add(await figure.MeasureAsync(database));
    }
    var median = values.Order().ElementAt(values.Count / 2);
    var list = string.Join(',', values.Select(each => each.ToString(CultureInfo.InvariantCulture)));
    var value = median.ToString(CultureInfo.InvariantCulture);
    var (name, unit) = (figure.Name, figure.Unit);
    Console.WriteLine(
        $$"""{"figure":"{{name}}","unit":"{{unit}}","value":{{value}},"runs":{{runs}},"values":[{{list}}]}""");
}
return 0;
