using Cabinet.Host.Output;

namespace Cabinet.Host.Tests.Output;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("Hafenfest – Ærø.html", "Hafenfest – Ærø.html")]
    [InlineData("\u001b[2Jgone.html", "?[2Jgone.html")]
    [InlineData("two\nlines", "two?lines")]
    [InlineData("gpj.\u202eexe", "gpj.?exe")]
    public void Text_cannot_act_on_a_terminal(string text, string shown) => Assert.Equal(shown, Printable.Text(text));
}
