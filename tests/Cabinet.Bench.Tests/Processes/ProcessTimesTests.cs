using Cabinet.Bench.Processes;

namespace Cabinet.Bench.Tests.Processes;

public sealed class ProcessTimesTests
{
    [Fact]
    public void Times_of_the_process_and_of_its_ended_children_add_up_whatever_its_name_is()
    {
        // The fields as proc(5) numbers them: 1 pid, 2 (comm), 3 state, 4 ppid, ... 14 utime, 15 stime, 16 cutime, 17 cstime.
        var times = ProcessTimes.Parse("42 (post gres) x) S 7 3 4 5 6 7 8 9 10 11 1 20 300 4000 18 19");

        Assert.Equal(new ProcessTimes(42, 7, 4321), times);
    }

    [Fact]
    public void This_process_has_used_some_time_and_its_parent_is_known()
    {
        Assert.True(ProcessTree.CpuSeconds(Environment.ProcessId) > 0);
        Assert.True(ProcessTree.ParentOf(Environment.ProcessId) > 0);
        Assert.Null(ProcessTree.ParentOf(int.MaxValue));
    }
}
