namespace Cabinet.Crash.Tests.Traces;

/// <summary>The rule finds what it is there to find.</summary>
public sealed class AcknowledgementRuleTests
{
    private const string Data = "/data";
    private const string Write = """7 1.0 pwrite64(5</data/x.db-wal>, "..."..., 4096, 32) = 4096""";
    private const string Sync = "7 1.1 fdatasync(5</data/x.db-wal>) = 0";
    private const string Acknowledge = """8 1.2 write(1<pipe:[7]>, "done 1\n", 7) = 7""";

    [Fact]
    public void A_sync_between_the_write_and_the_acknowledgement_is_enough()
    {
        var report = Check(Write, Sync, Acknowledge);

        Assert.Empty(report.Problems);
        Assert.Equal(1, report.Acknowledgements);
    }

    [Fact]
    public void A_missing_sync_is_found() => Assert.Single(Check(Write, Acknowledge).Problems);

    [Fact]
    public void A_sync_after_the_acknowledgement_is_too_late() => Assert.Single(Check(Write, Acknowledge, Sync).Problems);

    [Fact]
    public void A_sync_that_failed_is_none() => Assert.Single(Check(
        Write, "7 1.1 fdatasync(5</data/x.db-wal>) = -1 EIO (Input/output error)", Acknowledge).Problems);

    [Fact]
    public void A_sync_of_another_file_is_none() => Assert.Single(Check(
        Write, "7 1.1 fdatasync(6</data/x.db>) = 0", Acknowledge).Problems);

    [Fact]
    public void An_acknowledgement_without_a_write_to_the_log_is_found() =>
        Assert.Single(Check(Write, Sync, Acknowledge, Acknowledge).Problems);

    [Fact]
    public void A_sync_that_has_not_returned_is_none() => Assert.Single(Check(
        Write,
        "7 1.1 fdatasync(5</data/x.db-wal> <unfinished ...>",
        Acknowledge,
        "7 1.3 <... fdatasync resumed>) = 0").Problems);

    [Fact]
    public void A_sync_that_began_before_the_write_is_none() => Assert.Single(Check(
        "7 1.0 fdatasync(5</data/x.db-wal> <unfinished ...>",
        Write.Replace("7 ", "9 ", StringComparison.Ordinal),
        "7 1.1 <... fdatasync resumed>) = 0",
        Acknowledge).Problems);

    [Fact]
    public void A_cut_line_is_put_together_and_counts_from_its_end() => Assert.Empty(Check(
        """7 1.0 pwrite64(5</data/x.db-wal>, "..."..., 4096, 32 <unfinished ...>""",
        "9 1.0 --- SIGCHLD {si_signo=SIGCHLD} ---",
        "7 1.1 <... pwrite64 resumed>) = 4096",
        Sync,
        Acknowledge).Problems);

    [Fact]
    public void A_new_name_needs_a_sync_of_its_folder()
    {
        const string Link = """7 1.1 link("/data/blobs/tmp/1", "/data/blobs/ab/ab12") = 0""";

        Assert.Single(Check(Write, Sync, Link, Acknowledge).Problems);
        Assert.Empty(Check(Write, Sync, Link, "7 1.1 fsync(9</data/blobs/ab>) = 0", Acknowledge).Problems);
    }

    private static AcknowledgementReport Check(params IEnumerable<string> lines) =>
        AcknowledgementRule.Check(TraceParser.Parse(lines), Data, "done ");
}
