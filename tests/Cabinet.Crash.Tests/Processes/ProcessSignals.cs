using System.Runtime.InteropServices;

namespace Cabinet.Crash.Tests.Processes;

/// <summary>Signals to a process by its id, with Linux's numbers.</summary>
internal static class ProcessSignals
{
    private const int StopNumber = 19;
    private const int ContinueNumber = 18;

    /// <summary>Freezes it at whatever instruction it is (SIGSTOP).</summary>
    public static void Stop(int process) => Send(process, StopNumber);

    /// <summary>Lets it go on (SIGCONT).</summary>
    public static void Continue(int process) => Send(process, ContinueNumber);

    private static void Send(int process, int signal) =>
        Assert.True(Kill(process, signal) == 0, $"No signal {signal} reached the process {process}.");

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
