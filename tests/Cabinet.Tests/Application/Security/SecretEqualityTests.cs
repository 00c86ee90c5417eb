using Cabinet.Application.Security;

namespace Cabinet.Tests.Application.Security;

public sealed class SecretEqualityTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "abd", false)]
    [InlineData("abc", "bbc", false)]
    [InlineData("abc", "ab", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("\u0100", "\u0001", false)]
    public void All_comparisons_agree_and_look_at_the_content(string left, string right, bool areEqual)
    {
        using var leftText = new SecretText(left);
        using var rightText = new SecretText(right);
        using var leftBytes = new SecretBytes(System.Text.Encoding.UTF8.GetBytes(left));
        using var rightBytes = new SecretBytes(System.Text.Encoding.UTF8.GetBytes(right));

        Assert.Equal(areEqual, leftText == rightText);
        Assert.Equal(areEqual, leftBytes == rightBytes);
        Assert.NotEqual(areEqual, leftText != rightText);
        Assert.NotEqual(areEqual, leftBytes != rightBytes);
        Assert.Equal(areEqual, leftText.Equals((object)rightText));
        Assert.Equal(areEqual, leftBytes.Equals((object)rightBytes));
        Assert.Equal(areEqual, leftText.FixedTimeEquals(right));
        Assert.Equal(areEqual, leftBytes.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(right)));
    }

    [Fact]
    public void Nothing_and_other_types_are_not_equal_to_a_secret()
    {
        using var text = new SecretText("abc");
        using var bytes = new SecretBytes([1]);
        SecretText? noText = null;
        SecretBytes? noBytes = null;

        Assert.False(text == noText);
        Assert.False(noText == text);
        Assert.True(noText == null);
        Assert.False(bytes == noBytes);
        Assert.False(noBytes == bytes);
        Assert.True(noBytes == null);
        Assert.False(text.Equals("abc"));
        Assert.False(bytes.Equals(new byte[] { 1 }));
    }

    [Fact]
    public void A_hash_code_tells_nothing_of_the_content()
    {
        Assert.Equal(new SecretBytes([1]).GetHashCode(), new SecretBytes([2, 3]).GetHashCode());
        Assert.Equal(new SecretText("a").GetHashCode(), new SecretText("bc").GetHashCode());
    }

    /// <summary>Two wiped secrets of one length would both be zeros.</summary>
    [Fact]
    public void A_wiped_secret_equals_only_itself()
    {
        var first = new SecretBytes([1, 2]);
        var second = new SecretBytes([3, 4]);
        using var zeros = new SecretBytes([0, 0]);
        first.Dispose();
        second.Dispose();

        Assert.False(first == second);
        Assert.False(first == zeros);
        Assert.False(zeros == first);
#pragma warning disable CS1718 // Comparing with itself is what is tested.
        Assert.True(first == first);
#pragma warning restore CS1718
    }

    [Fact]
    public void The_callers_copy_can_be_wiped_or_changed_without_touching_the_secret()
    {
        byte[] callers = [1, 2, 3];
        using var secret = new SecretBytes(callers);

        callers.AsSpan().Clear();

        Assert.True(secret.FixedTimeEquals([1, 2, 3]));
    }
}
