using Cabinet.Crash.Tests.Processes;

namespace Cabinet.Crash.Tests.Demo;

/// <summary>The phases of the demo, measured in a run that nobody disturbed, and moments within them.</summary>
internal sealed class DemoPhases
{
    /// <summary>How many kills share the work: none of them comes so late that nothing is left for the others.</summary>
    public const int WorkKills = 6;

    private const string Scanned = "\"event\":\"scanned\"";
    private const string Submitted = "\"event\":\"submitted\"";
    private const string Settled = "\"event\":\"stage\"";
    private const string Completed = "\"event\":\"completed\"";

    // What stands behind one line (a file's blob and commit, a job's claim, steps and settlement) takes a few times as
    // long as it takes to the next line, because several are under way at once.
    private const int UnderWay = 4;

    // The undisturbed run may have been slow for reasons of the machine's; the others needn't be.
    private static readonly TimeSpan MaximumOffset = TimeSpan.FromMilliseconds(60);

    private readonly IReadOnlyList<OutputLine> lines;

    private DemoPhases(IReadOnlyList<OutputLine> lines) => this.lines = lines;

    /// <summary>Measures a run that came to its end.</summary>
    public static DemoPhases Of(ProgramProcess undisturbed) => new(undisturbed.Lines);

    /// <summary>A moment within a phase.</summary>
    /// <param name="phase">Which.</param>
    /// <param name="position">After which of its lines, from 0 to 1.</param>
    /// <param name="offset">How far behind that line, from 0 to 1.</param>
    public KillMoment Moment(DemoPhase phase, double position, double offset) => phase switch
    {
        DemoPhase.StartUp => new KillMoment(Scanned, 1, offset * (First(Submitted) - First(Scanned))),
        DemoPhase.Submission => Between(Submitted, (int)(position * Count(Submitted)), offset),
        DemoPhase.Work => Between(Settled, (int)(position * Count(Settled) / WorkKills), offset),
        _ => new KillMoment(Completed, Count(Completed), offset * (lines[^1].At - Last(Completed))),
    };

    private KillMoment Between(string text, int index, double offset) =>
        new(text, 1 + index, Shorter(MaximumOffset, UnderWay * (Last(text) - First(text)) / Count(text)) * offset);

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private int Count(string text) => Of(text).Count();

    private TimeSpan First(string text) => Of(text).First().At;

    private TimeSpan Last(string text) => Of(text).Last().At;

    private IEnumerable<OutputLine> Of(string text) =>
        lines.Where(line => line.Text.Contains(text, StringComparison.Ordinal));
}
