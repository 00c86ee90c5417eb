using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Domain.Jobs;

public sealed class FailureCauseTests
{
    [Theory]
    [InlineData("Order 4711 not found", "Order 4712 not found")]
    [InlineData("No file 'a.jpg' here", "No file 'other name.jpg' here")]
    [InlineData("10.0.0.1:5432 refused", "10.0.0.27:5433  refused")]
    [InlineData("job 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "job 019b0000-aaaa-7bbb-8ccc-ddddeeeeffff")]
    public void What_changes_from_job_to_job_does_not_part_causes(string left, string right) =>
        Assert.Equal(FailureCause.Normalise(left), FailureCause.Normalise(right));

    [Theory]
    [InlineData("Connection refused", "Connection reset")]
    [InlineData("It doesn't open", "It doesn't close")]
    [InlineData("No file 'a' here", "No folder 'a' here")]
    public void What_people_read_as_another_failure_is_another_cause(string left, string right) =>
        Assert.NotEqual(FailureCause.Normalise(left), FailureCause.Normalise(right));

    [Fact]
    public void Types_and_kinds_part_causes()
    {
        var cause = FailureCause.Of(new JobType("a"), FailureKind.Permanent, "no");
        Assert.NotEqual(cause, FailureCause.Of(new JobType("b"), FailureKind.Permanent, "no"));
        Assert.NotEqual(cause, FailureCause.Of(new JobType("a"), FailureKind.Transient, "no"));
        Assert.Equal(cause, FailureCause.Of(new JobType("a"), FailureKind.Permanent, "no"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("\"'`")]
    [InlineData("a-")]
    [InlineData("--1")]
    public void Any_message_has_a_cause_within_its_bound(string message)
    {
        var longest = FailureCause.Of(
            new JobType(new string('t', NameRules.MaximumLength)), FailureKind.Permanent,
            message + string.Concat(Enumerable.Repeat("wörter ", 1_000)));
        Assert.InRange(longest.Length, 1, FailureCause.MaximumLength);
        Assert.NotNull(FailureCause.Normalise(message));
    }
}
