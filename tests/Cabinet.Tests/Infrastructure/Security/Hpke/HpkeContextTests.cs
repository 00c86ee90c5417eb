using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>Numbers, limits, threads and ends of contexts.</summary>
public sealed class HpkeContextTests
{
    private static readonly HpkeSuite ExportOnly =
        new(HpkeKem.X25519HkdfSha256, HpkeKdf.HkdfSha256, HpkeAead.ExportOnly);

    [Fact]
    public void Past_the_limit_nothing_is_sealed_and_nothing_opens()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default, messageLimit: 2);
        using var longer = new HpkeFixture(HpkeSuite.Default);
        var (sender, recipient) = fixture.Converse();
        Assert.True(recipient.Open([], sender.Seal([], [])).IsOpened);
        Assert.True(recipient.Open([], sender.Seal([], [])).IsOpened);

        Assert.Throws<HpkeMessageLimitException>(() => sender.Seal([], []));
        Assert.Throws<HpkeMessageLimitException>(() => sender.Seal([], []));

        using var unlimited = longer.Service.TrySetUpSender(fixture.ForSender())!;
        using var limited = fixture.Service.TrySetUpRecipient(fixture.ForRecipient(unlimited.Encapsulation))!;
        Assert.True(limited.Open([], unlimited.Seal([], [])).IsOpened);
        Assert.True(limited.Open([], unlimited.Seal([], [])).IsOpened);
        Assert.False(limited.Open([], unlimited.Seal([], [])).IsOpened);
    }

    [Fact]
    public void No_nonce_serves_twice_however_many_threads_seal()
    {
        const int Messages = 4000;
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        var (sender, recipient) = fixture.Converse();
        var messages = new byte[Messages][];
        Parallel.For(0, Messages, index => messages[index] = sender.Seal([], []));

        // An empty plaintext leaves the tag alone, and that follows from the nonce: as many tags, as many nonces.
        Assert.Equal(Messages, messages.Select(Convert.ToHexString).Distinct().Count());
        var waiting = messages.ToList();
        for (var number = 0; number < 20; number++)
        {
            var next = waiting.FindIndex(message => recipient.Open([], message).IsOpened);
            Assert.NotEqual(-1, next);
            waiting.RemoveAt(next);
        }
    }

    [Fact]
    public void A_refused_message_does_not_count()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        var (sender, recipient) = fixture.Converse();
        var message = sender.Seal("aad"u8, "text"u8);

        Assert.False(recipient.Open("other"u8, message).IsOpened);
        Assert.Equal("text"u8.ToArray(), recipient.Open("aad"u8, message).Plaintext);
        Assert.False(recipient.Open("aad"u8, message).IsOpened);
    }

    [Fact]
    public void All_refusals_look_alike()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        var message = fixture.Service.TrySeal(fixture.ForSender(), [], "text"u8)!;
        var setup = fixture.ForRecipient(message.Encapsulation);
        OpenResult[] results =
        [
            fixture.Service.Open(setup with { Encapsulation = new byte[32] }, [], message.Ciphertext.Span),
            fixture.Service.Open(setup with { Encapsulation = default }, [], message.Ciphertext.Span),
            fixture.Service.Open(setup with { Info = default }, [], message.Ciphertext.Span),
            fixture.Service.Open(setup with { RecipientKey = fixture.Sender }, [], message.Ciphertext.Span),
            fixture.Service.Open(setup, "aad"u8, message.Ciphertext.Span),
            fixture.Service.Open(setup, new byte[IHpke.MaximumInputSize + 1], message.Ciphertext.Span),
            fixture.Service.Open(setup, [], []),
            fixture.Service.Open(setup, [], new byte[IHpke.MaximumPlaintextSize + 17]),
        ];

        Assert.All(results, result => Assert.Same(OpenRefusal.Unreadable.Instance, result.Refusal));
        Assert.Equal("text"u8.ToArray(), fixture.Service.Open(setup, [], message.Ciphertext.Span).Plaintext);
    }

    [Fact]
    public void What_is_too_long_to_open_is_not_sealed()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        var (sender, recipient) = fixture.Converse();

        Assert.Throws<ArgumentException>(() => sender.Seal(new byte[IHpke.MaximumInputSize + 1], []));
        Assert.Throws<ArgumentException>(() => sender.Seal([], new byte[IHpke.MaximumPlaintextSize + 1]));
        var largest = sender.Seal(new byte[IHpke.MaximumInputSize], new byte[IHpke.MaximumPlaintextSize]);
        Assert.True(recipient.Open(new byte[IHpke.MaximumInputSize], largest).IsOpened);
    }

    [Fact]
    public void An_export_has_1_to_255_digests_and_is_bound_to_context_and_length()
    {
        foreach (var suite in HpkeFixture.AllSuites)
        {
            using var fixture = new HpkeFixture(suite);
            var (sender, recipient) = fixture.Converse();
            byte[] sent = new byte[suite.MaximumExportSize], received = new byte[suite.MaximumExportSize];
            sender.Export("a"u8, sent);
            recipient.Export("a"u8, received);
            Assert.Equal(sent, received);
            recipient.Export("b"u8, received);
            Assert.NotEqual(sent, received);
            recipient.Export("a"u8, received.AsSpan(1));
            Assert.False(sent.AsSpan(0, 32).SequenceEqual(received.AsSpan(1, 32)));

            Assert.Throws<ArgumentException>(() => sender.Export([], new byte[suite.MaximumExportSize + 1]));
            Assert.Throws<ArgumentException>(() => recipient.Export([], []));
            Assert.Throws<ArgumentException>(
                () => sender.Export(new byte[IHpke.MaximumInputSize + 1], new byte[32]));
        }
    }

    [Fact]
    public void A_suite_that_only_exports_seals_and_opens_nothing()
    {
        using var fixture = new HpkeFixture(ExportOnly);
        var (sender, recipient) = fixture.Converse();
        byte[] sent = new byte[32], received = new byte[32];
        sender.Export([], sent);
        recipient.Export([], received);

        Assert.Equal(sent, received);
        Assert.Throws<InvalidOperationException>(() => sender.Seal([], []));
        Assert.Same(OpenRefusal.Unreadable.Instance, recipient.Open([], new byte[16]).Refusal);
    }

    [Fact]
    public void A_disposed_context_does_nothing_more()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        var (sender, recipient) = fixture.Converse();
        var message = sender.Seal([], []);
        sender.Dispose();
        recipient.Dispose();

        Assert.Throws<ObjectDisposedException>(() => sender.Seal([], []));
        Assert.Throws<ObjectDisposedException>(() => recipient.Open([], message));
        Assert.Throws<ObjectDisposedException>(() => sender.Export([], new byte[32]));
        Assert.Throws<ObjectDisposedException>(() => recipient.Export([], new byte[32]));
        sender.Dispose();
    }
}
