using System.CommandLine;

namespace Cabinet.Host.Commands.Schedules;

/// <summary><c>cabinet schedules</c>: jobs that come by the clock.</summary>
internal static class SchedulesCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("schedules", "List, preview, add, pause, run and remove schedules.")
        {
            ScheduleListCommand.Create(),
            ScheduleShowCommand.Create(),
            ScheduleNextCommand.Create(),
            new ScheduleAddCommand().Create(),
            ScheduleChangeCommand.Pause(),
            ScheduleChangeCommand.Resume(),
            ScheduleChangeCommand.Run(),
            ScheduleChangeCommand.Remove(),
        }
        .WithExamples(
            ("schedules list", "what comes by the clock, and when"),
            ("schedules next nightly-report", "its next ticks"));
}
