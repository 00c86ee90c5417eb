using Cabinet.Crash.Tests.Processes;

namespace Cabinet.Crash.Tests.Traces;

/// <summary>Debian's strace: shows the system calls of a program and of all its threads.</summary>
internal static class Strace
{
    private const string Calls =
        "write,writev,pwrite64,pwritev,pwritev2,ftruncate,fsync,fdatasync,openat,mkdir,mkdirat,link,linkat,"
        + "rename,renameat,renameat2";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program to its end under strace, or skips the test where there is none.</summary>
    public static async Task<IReadOnlyList<TracedCall>> TraceAsync(
        string file, string program, params IEnumerable<string> arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "strace traces Linux's system calls.");
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "strace"))),
            "strace is missing; ./test installs it where it may.");
        await using var traced = await ProgramProcess.RunAsync(
            "strace",
            Bound,
            ["-f", "-y", "-ttt", "-s", "64", "--seccomp-bpf", "-e", $"trace={Calls}", "-o", file, program, .. arguments]);
        return TraceParser.Parse(File.ReadLines(file));
    }
}
