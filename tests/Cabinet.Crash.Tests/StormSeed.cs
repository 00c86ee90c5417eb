using System.Globalization;

namespace Cabinet.Crash.Tests;

/// <summary>What the moments of a storm's kills come from; printed, so that a storm can be repeated as far as timing lets it.</summary>
internal sealed class StormSeed
{
    private const string Variable = "CABINET_CRASH_SEED";
    private const int Default = 20260717;

    public StormSeed(ITestOutputHelper output)
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        var seed = text is { Length: > 0 } ? int.Parse(text, CultureInfo.InvariantCulture) : Default;
        output.WriteLine($"{Variable}={seed}");
        Random = new Random(seed);
    }

    public Random Random { get; }
}
