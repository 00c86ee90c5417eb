using Cabinet.Domain.Jobs;

namespace Cabinet.Tests.Domain.Jobs;

public sealed class JobTagsTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("customer: 4711")]
    [InlineData("größe")]
    [InlineData("日本")]
    [InlineData("01234567890123456789012345678901234567890123456789")]
    public void Printable_tags_are_valid(string tag) => Assert.Equal(tag, JobTags.Require(tag));

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    [InlineData("a\u202eb")]
    [InlineData("012345678901234567890123456789012345678901234567890")]
    public void Others_are_refused(string tag) => Assert.Throws<ArgumentException>(() => JobTags.Require(tag));

    [Fact]
    public void Half_a_character_is_refused() => Assert.False(JobTags.IsValid("a" + '\ud800'));

    [Fact]
    public void A_job_has_each_tag_once_and_at_most_ten()
    {
        Assert.Equal(["a", "b"], JobTags.Require(["b", "a", "b"]));
        Assert.Throws<ArgumentException>(
            () => JobTags.Require([.. Enumerable.Range(0, 11).Select(number => $"tag {number}")]));
    }
}
