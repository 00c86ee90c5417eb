using System.Text;
using Cabinet.Application.Commands;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Application.Commands;

public sealed class PayloadKeyTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"d":[1,2],"c":null}}""", """{"b":{"c":null,"d":[1,2]},"a":1}""")]
    [InlineData("""[{"é":true,"z":"x"}]""", """[ {"z":"x", "\u00e9":true} ]""")]
    public void The_order_of_members_is_not_part_of_it(string one, string other) => Assert.Equal(Of(one), Of(other));

    [Theory]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("""{"id":9007199254740993}""", """{"id":9007199254740992}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{},"b":1}""")]
    [InlineData("\"1\"", "1")]
    [InlineData("null", "{}")]
    public void Other_payloads_have_other_keys(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    [Fact]
    public void Another_type_has_another_key() => Assert.NotEqual(Of("1"), Of("1", "sample.other"));

    [Fact]
    public void What_is_nested_deeply_has_a_key() =>
        Assert.NotEqual(Of(new string('[', 200) + new string(']', 200)), Of("[]"));

    private static string Of(string json, string type = "sample.job") =>
        PayloadKey.Of(new JobType(type), Encoding.UTF8.GetBytes(json));
}
