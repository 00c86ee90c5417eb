using System.Globalization;

namespace Cabinet.Fuzz.Tests;

/// <summary>
/// The short run: every seed, every committed input and a bounded number of their mutants goes through its decoder,
/// which must neither throw nor run away. The long runs are tests/Cabinet.Fuzz/run.
/// </summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    private const int Mutants = 4000;

    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_is_decoded_or_refused_within_its_bounds(string name)
    {
        var target = FuzzTargets.Create(name)!;
        var inputs = Inputs(target);
        var accepted = inputs.Count(input => Run(target, input));

        // A target whose inputs are all refused doesn't get behind its decoder's first check.
        output.WriteLine($"{name}: {inputs.Count} inputs, {accepted} accepted");
        Assert.InRange(accepted, 1, inputs.Count - 1);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void So_are_their_mutants(string name)
    {
        var target = FuzzTargets.Create(name)!;
        var inputs = Inputs(target);
        var mutator = new Mutator(seed: 9180);
        var accepted = 0;
        for (var number = 0; number < Mutants; number++)
        {
            accepted += Run(target, mutator.Mutate(inputs[number % inputs.Count], inputs)) ? 1 : 0;
        }

        output.WriteLine($"{name}: {Mutants} mutants, {accepted} accepted");
    }

    [Fact]
    public void No_input_at_all_is_refused() =>
        Assert.All(FuzzTargets.Names, name => Assert.False(FuzzTargets.Create(name)!.Run([])));

    [Fact]
    public void Every_folder_of_the_corpus_belongs_to_a_target()
    {
        var corpus = Path.Combine(AppContext.BaseDirectory, "corpus");
        Assert.True(Directory.Exists(corpus));
        Assert.All(
            Directory.EnumerateDirectories(corpus).Select(Path.GetFileName),
            folder => Assert.Contains(folder, FuzzTargets.Names));
    }

    private static List<byte[]> Inputs(FuzzTarget target) =>
        [.. target.Seeds(), .. SeedFolder.Corpus(target).Select(entry => entry.Input)];

    private static bool Run(FuzzTarget target, byte[] input)
    {
        try
        {
            return target.Run(input);
        }
        catch (Exception exception)
        {
            var shown = Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 4096)));
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture, $"{target.Name}, {input.Length} bytes, in base64: {shown}"),
                exception);
        }
    }
}
