using System.Text;
using CsCheck;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;

namespace Cabinet.Tests.Infrastructure.Security.Audit.Checkpoints;

public sealed class SignedCheckpointTests
{
    // The example of C2SP tlog-checkpoint.
    private const string Example =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        + "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+z"
        + "yWE+xeMcTOAYQ8=\n";

    [Fact]
    public void The_published_example_is_read()
    {
        Assert.True(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(Example), out var checkpoint));
        Assert.Equal("example.com/behind-the-sofa", checkpoint.Head.Origin);
        Assert.Equal(20852163, checkpoint.Head.Size);
        Assert.Equal(Example[..Example.IndexOf("\n\n", StringComparison.Ordinal)] + "\n", checkpoint.Head.ToText());
        var signature = Assert.Single(checkpoint.Signatures);
        Assert.Equal(0x033de0aeu, signature.KeyHash);
        Assert.Equal(64, signature.Signature.Length);
    }

    [Fact]
    public void The_published_verifier_key_verifies_the_published_note()
    {
        // The example of C2SP signed-note. Its text is no checkpoint, so the signature is checked alone.
        const string Key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        var line = Convert.FromBase64String(
            "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=");
        var signature = new NoteSignature("example.com/foo", 0x530d903a, line.AsMemory(4));

        Assert.True(VerifierKey.TryParse(Key, out var key));
        Assert.Equal(Key, key.ToString());
        Assert.True(key.Is(signature));
        Assert.True(key.Verify("This is an example message.\n"u8, signature));
        Assert.False(key.Verify("This is an example message!\n"u8, signature));
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/foo")]
    [InlineData("example.com/foo+530d903a")]
    [InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/fox+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2")]
    [InlineData("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    public void A_verifier_key_that_is_not_written_exactly_is_refused(string text) =>
        Assert.False(VerifierKey.TryParse(text, out _));

    [Theory]
    [InlineData("20852163", "020852163")]
    [InlineData("20852163", "+20852163")]
    [InlineData("20852163", " 20852163")]
    [InlineData("20852163", "-1")]
    [InlineData("20852163", "9223372036854775808")]
    [InlineData("20852163", "\u0661")]
    [InlineData("20852163", "")]
    [InlineData("q2I=\n", "q2I\n")]
    [InlineData("q2I=\n", "q2J=\n")]
    [InlineData("q2I=\n", "q2I=\r\n")]
    [InlineData("CsUYapGG", " CsUYapGG")]
    [InlineData("CsUYapGG", "CsUYapGGAAAA")]
    [InlineData("example.com/behind-the-sofa\n2", "\n2")]
    [InlineData("example.com/behind-the-sofa\n2", "exa\tmple\n2")]
    [InlineData("\u2014 example", "- example")]
    [InlineData("\u2014 example", "\u2014  example")]
    [InlineData("\u2014 example.com/behind-the-sofa", "\u2014 a+b")]
    [InlineData("\u2014 example.com/behind-the-sofa", "\u2014 a\u00A0b")]
    [InlineData(" Az3g", " Az3g ")]
    [InlineData("YQ8=\n", "YQ8=")]
    [InlineData("YQ8=\n", "YQ8=\n\n")]
    [InlineData("YQ8=\n", "YQ8=\n \n")]
    [InlineData("\n\n", "\n")]
    public void What_is_not_written_exactly_is_refused(string part, string written)
    {
        var changed = Example.Replace(part, written, StringComparison.Ordinal);

        Assert.NotEqual(Example, changed);
        Assert.False(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(changed), out _));
    }

    [Fact]
    public void Extension_lines_and_unknown_signatures_are_let_be()
    {
        var extended = Example.Replace("q2I=\n", "q2I=\nextension \u00E4\n", StringComparison.Ordinal)
            + "\u2014 witness.example AAAAAAAA\n";

        Assert.True(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(extended), out var checkpoint));
        Assert.Equal(2, checkpoint.Signatures.Count);
        Assert.EndsWith("extension \u00E4\n", Encoding.UTF8.GetString(checkpoint.Signed.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void More_signatures_or_bytes_than_anybody_needs_are_refused()
    {
        var lines = string.Concat(Enumerable.Repeat("\u2014 w AAAAAAAA\n", SignedCheckpoint.MaximumSignatures));
        var longest = "a".PadRight(SignedCheckpoint.MaximumBytes, 'a');

        Assert.False(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(Example + lines), out _));
        Assert.False(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(longest + Example), out _));
    }

    [Fact]
    public void Nothing_that_comes_from_outside_makes_it_throw()
    {
        var bytes = Encoding.UTF8.GetBytes(Example);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, bytes.Length]).Sample((place, value, length) =>
        {
            var changed = bytes[..length].ToArray();
            if (place < length)
            {
                changed[place] = value;
            }

            if (SignedCheckpoint.TryParse(changed, out var read))
            {
                Assert.Equal(64, read.Signatures[0].Signature.Length);
            }
        });
        Gen.Byte.Array.Sample(random => Assert.False(SignedCheckpoint.TryParse(random, out _)));
    }
}
