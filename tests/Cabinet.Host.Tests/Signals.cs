using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cabinet.Host.Tests;

/// <summary>Sends signals as a terminal or a service manager does.</summary>
internal static class Signals
{
    /// <summary>SIGINT: Ctrl-C.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGKILL: what nobody can prepare for.</summary>
    public const int Kill = 9;

    /// <summary>SIGTERM: what a service manager sends.</summary>
    public const int Terminate = 15;

    /// <summary>Sends one.</summary>
    public static void Send(Process process, int signal) => Assert.Equal(0, SendTo(process.Id, signal));

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int process, int signal);
}
