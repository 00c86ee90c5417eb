// FROZEN. The smallest raw loops on SQLite that give the durability Cabinet gives: WAL, synchronous=FULL, 200-byte rows
// under a 16-byte id that the caller gives, one connection, one thread; no encryption, telemetry, history or index.
// Cabinet's benchmarks are read as shares of these figures, measured in the same minutes on the same disk, so a change
// here would silently move every ratio that was ever published. Whatever Cabinet learns to do better belongs into
// Cabinet, not here: it may well exceed a limit by a layout that these loops don't have.
//
// Usage: Cabinet.Limits [FIGURE...] [--runs N] [--folder DIR]      (all figures; 1 run; a folder beside the program)
// Prints one JSON object a line: figure, unit, value (the median of the runs), runs (how many), values (each run's).

using System.Globalization;
using Cabinet.Limits;

SQLitePCL.Batteries_V2.Init();
var runs = 1;
var folder = Path.Combine(AppContext.BaseDirectory, "limits");
var chosen = new List<string>();
for (var at = 0; at < args.Length; at++)
{
    switch (args[at])
    {
        case "--runs" when at + 1 < args.Length: runs = int.Parse(args[++at], CultureInfo.InvariantCulture); break;
        case "--folder" when at + 1 < args.Length: folder = args[++at]; break;
        default: chosen.Add(args[at]); break;
    }
}

var known = string.Join(' ', Figure.All.Select(figure => figure.Name));
var figures = chosen.Count == 0 ? Figure.All : chosen.Select(name => Figure.All.FirstOrDefault(f => f.Name == name));
Directory.CreateDirectory(folder);
foreach (var figure in figures)
{
    if (figure is null || runs < 1)
    {
        Console.Error.WriteLine($"Give --runs of 1 or more, and figures out of: {known}");
        return 2;
    }
    var values = Enumerable.Range(0, runs).Select(_ => figure.Measure(Path.Combine(folder, "limits.db"))).ToArray();
    var median = values.Order().ElementAt(values.Length / 2);
    var list = string.Join(',', values.Select(each => each.ToString(CultureInfo.InvariantCulture)));
    var value = median.ToString(CultureInfo.InvariantCulture);
    var (name, unit) = (figure.Name, figure.Unit);
    Console.WriteLine(
        $$"""{"figure":"{{name}}","unit":"{{unit}}","value":{{value}},"runs":{{runs}},"values":[{{list}}]}""");
}
return 0;
