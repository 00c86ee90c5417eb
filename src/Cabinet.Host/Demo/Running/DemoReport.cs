namespace Cabinet.Host.Demo.Running;

/// <summary>What people are told at the end of a run.</summary>
/// <param name="Summary">What became of the items.</param>
/// <param name="Stages">The stages, in order.</param>
/// <param name="Dead">The dead letters.</param>
/// <param name="JobsOfThisRun">How many of the jobs this run did; an earlier one did the others.</param>
internal sealed record DemoReport(
    DemoSummary Summary, IReadOnlyList<StageProgress> Stages, IReadOnlyList<DeadItem> Dead, int JobsOfThisRun);
