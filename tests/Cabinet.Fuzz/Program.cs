using Cabinet.Fuzz;
using SharpFuzz;

// What a fuzzer starts; people use ./run. Under afl-fuzz it takes one input after the other from it; otherwise one from
// the standard input, so that what crashed can be run again.
Instrumentation.Begin();
var target = args.Length > 0 ? FuzzTargets.Create(args[0]) : null;
if (target is null)
{
    Console.Error.WriteLine("usage: Cabinet.Fuzz TARGET            runs one input, or serves afl-fuzz");
    Console.Error.WriteLine("       Cabinet.Fuzz TARGET seeds DIR  writes the inputs to start from");
    Console.Error.WriteLine($"targets: {string.Join(' ', FuzzTargets.Names)}");
    return 2;
}

if (args.Length == 3 && args[1] == "seeds")
{
    SeedFolder.Write(target, args[2]);
    return 0;
}

// Once through everything, so that the first inputs don't pay for compiling it.
foreach (var seed in target.Seeds())
{
    target.Run(seed);
}

Fuzzer.Run(stream => target.RunTimed(InputReader.ReadAll(stream)));
return 0;
