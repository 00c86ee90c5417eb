using System.Text;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Entries;

namespace Cabinet.Tests.Infrastructure.Security.Audit.Entries;

public sealed class AuditRedactionTests
{
    // Each text holds its secret, which must not be found in any entry.
    public static TheoryData<string, string> Planted { get; } = new()
    {
        { "rotated whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw now", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
        { "Authorization: Bearer abc.def", "abc.def" },
        { "bearer x9 was sent", "x9" },
        { "Basic dXNlcjpwYXNzd29yZA== refused", "dXNlcjpwYXNzd29yZA" },
        { "postgres://cabinet:hunter2@db:5432/x", "hunter2" },
        { "postgres://cabinet:hun@ter2@db:5432/x", "hun@ter2" },
        { "see https://user@host/ for it", "user" },
        { "password=hunter2; port=1", "hunter2" },
        { "Passphrase: \"correct horse battery\" is it", "horse" },
        { "{\"api_key\": \"k-123\"}", "k-123" },
        { "DB_PASSWORD=hunter2", "hunter2" },
        { "client-secret : abc", "abc" },
        { "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY-----", "MC4CAQ" },
        { "-----BEGIN EC PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA and so on", "MC4CAQ" },
        { "key is AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "AAECAwQFBgcICQ" },
        { "key is AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "AAECAwQFBgcICQ" },
        { "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "08090a0b0c0d0e0f" },
        { "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is it", "eyJzdWIiOiIxIn0" },
        { "ghp_0123456789abcdefABCDEF", "0123456789abcdef" },
        { "AKIAIOSFODNN7EXAMPLE", "IOSFODNN7" },
        { "AGE-SECRET-KEY-1QQPQQPQQPQ of mine", "QQPQQPQQPQ" },
        { "otp JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "JBSWY3DP" },
        { "asked by anna.berg+x@mail.example.org twice", "anna.berg" },
        { "pass\u200Bword: hun\u0000ter2", "ter2" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_secret_is_in_no_entry(string text, string secret)
    {
        var asReason = Encode(new() { Id = Guid.Empty, At = default, Action = "a", Actor = "a", Reason = text });
        var asDetail = Encode(new()
        {
            Id = Guid.Empty,
            At = default,
            Action = "a",
            Actor = "a",
            Details = new Dictionary<string, string> { ["note"] = text },
        });

        Assert.Contains(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, asReason, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, asDetail, StringComparison.Ordinal);
        Assert.Contains("[redacted", asReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The parser was fixed in 2.1.3; ticket OPS-4711, see /srv/cabinet/notes.txt")]
    [InlineData("019a2f4e-5c1b-7d3e-8f00-0123456789ab")]
    [InlineData("00112233445566778899aabbccddeeff version 2")]
    [InlineData("https://status.example.org/incidents/42?lang=en")]
    [InlineData("Zürich, 22 November: 3 jobs of type photo.render failed, \"out of memory\"")]
    [InlineData("/var/lib/cabinet/inbox/photographs/harbour/festival/saturday.jpg")]
    public void What_is_no_secret_stays_as_it_is(string text) => Assert.Equal(text, AuditRedaction.OfText(text));

    [Theory]
    [InlineData("password")]
    [InlineData("newSecret")]
    [InlineData("api-key")]
    [InlineData("accessToken")]
    public void A_detail_that_is_called_a_secret_is_taken_out_whole(string name) =>
        Assert.Equal("[redacted]", AuditRedaction.OfDetail(name, "just words"));

    [Fact]
    public void A_public_key_stays_where_its_name_says_that_it_is_one()
    {
        const string Key = "cabinet.local/audit/x+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

        Assert.Equal(Key, AuditRedaction.OfDetail("verifier-key", Key));
        Assert.NotEqual(Key, AuditRedaction.OfDetail("note", Key));
    }

    [Fact]
    public void Who_acted_may_be_an_address_but_never_a_secret()
    {
        Assert.Equal("anna@example.org", AuditRedaction.OfName("anna@example.org"));
        Assert.Equal("Bearer [redacted]", AuditRedaction.OfName("Bearer abc"));
    }

    [Fact]
    public void Control_and_hidden_characters_never_go_in()
    {
        var text = AuditRedaction.OfText("a\r\nb\tc\u001B[31md\u202Ee\u2028f\uD800g\u0085h");

        Assert.Equal("a  b c[31mde f\uFFFDg h", text);
    }

    [Fact]
    public void A_long_hostile_text_is_redacted_in_a_moment()
    {
        string[] hostile = ["token=", "eyJ.", "://@", "-----BEGIN A-----", "a@a.", "\"'\"'", "Bearer "];

        Assert.All(hostile, part =>
        {
            var text = string.Concat(Enumerable.Repeat(part, 1_000 / part.Length));
            var redacted = AuditRedaction.OfText(text);
            Assert.InRange(redacted.Length, 1, 20 * text.Length);
        });
    }

    private static string Encode(AuditEvent audited) => Encoding.UTF8.GetString(new AuditEncoder().Encode(audited).Span);
}
