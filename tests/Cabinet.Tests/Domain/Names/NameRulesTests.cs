using Cabinet.Domain.Names;

namespace Cabinet.Tests.Domain.Names;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("photo.render-large_2")]
    public void Short_plain_names_are_valid(string name) => Assert.Equal(name, new QueueName(name).Value);

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("1st")]
    [InlineData("with space")]
    [InlineData("umläut")]
    public void Other_names_are_refused_with_what_is_allowed(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => new QueueName(name));

        Assert.Contains("a-z, 0-9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_101_characters_is_refused() =>
        Assert.Throws<ArgumentException>(() => new JobType(new string('a', NameRules.MaximumLength + 1)));
}
