using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>Keys and set-up: what is taken, what is refused, and what is printed.</summary>
public sealed class HpkeSetupTests
{
    /// <summary>The points of order 1, 2, 4 and 8, and those that name one of them without being reduced.</summary>
    public static TheoryData<string> LowOrderPoints =>
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    [Theory]
    [MemberData(nameof(LowOrderPoints))]
    public void A_point_that_gives_no_secret_is_refused_wherever_it_comes_from(string hex)
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        foreach (var highBit in new byte[] { 0x00, 0x80 })
        {
            var bytes = Convert.FromHexString(hex);
            bytes[^1] |= highBit;
            var point = new HpkePublicKey(HpkeSuite.Default, bytes);
            var encapsulation = fixture.Service.TrySetUpSender(fixture.ForSender())!.Encapsulation;

            Assert.Null(fixture.Service.TrySetUpSender(fixture.ForSender() with { RecipientKey = point }));
            Assert.Null(fixture.Service.TrySeal(fixture.ForSender() with { RecipientKey = point }, [], []));
            Assert.Null(fixture.Service.TrySetUpRecipient(fixture.ForRecipient(bytes)));
            Assert.Null(fixture.Service.TrySetUpRecipient(
                fixture.ForRecipient(encapsulation) with { SenderKey = point }));
        }
    }

    [Fact]
    public void A_pre_shared_key_has_at_least_32_bytes_and_an_id()
    {
        Assert.Throws<ArgumentException>(() => new HpkePreSharedKey(new SecretBytes(new byte[31]), "id"u8.ToArray()));
        Assert.Throws<ArgumentException>(() => new HpkePreSharedKey(new SecretBytes([]), "id"u8.ToArray()));
        Assert.Throws<ArgumentException>(() => new HpkePreSharedKey(new SecretBytes(new byte[32]), default));
        Assert.Throws<ArgumentException>(
            () => new HpkePreSharedKey(
                new SecretBytes(new byte[IHpke.MaximumInputSize + 1]), "id"u8.ToArray()));
        Assert.Throws<ArgumentException>(
            () => new HpkePreSharedKey(new SecretBytes(new byte[32]), new byte[IHpke.MaximumInputSize + 1]));
        Assert.NotNull(new HpkePreSharedKey(new SecretBytes(new byte[32]), "id"u8.ToArray()));
    }

    [Fact]
    public void Another_pre_shared_key_or_another_id_opens_nothing()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        var message = fixture.Service.TrySeal(fixture.ForSender(isShared: true), [], "text"u8)!;
        var setup = fixture.ForRecipient(message.Encapsulation, isShared: true);
        var key = fixture.Shared.Key.Expose(SecretAccess.Granted).ToArray();

        Assert.True(fixture.Service.Open(setup, [], message.Ciphertext.Span).IsOpened);
        var otherId = setup with { PreSharedKey = new HpkePreSharedKey(new SecretBytes(key), "other"u8.ToArray()) };
        Assert.False(fixture.Service.Open(otherId, [], message.Ciphertext.Span).IsOpened);
        key[0] ^= 1;
        var otherKey = setup with { PreSharedKey = new HpkePreSharedKey(new SecretBytes(key), "id"u8.ToArray()) };
        Assert.False(fixture.Service.Open(otherKey, [], message.Ciphertext.Span).IsOpened);
    }

    [Fact]
    public void Another_sender_than_expected_opens_nothing()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        using var stranger = fixture.Service.GenerateKey(HpkeSuite.Default);
        var message = fixture.Service.TrySeal(
            fixture.ForSender(isAuthenticated: true) with { SenderKey = stranger }, [], "text"u8)!;

        Assert.False(fixture.Service.Open(
            fixture.ForRecipient(message.Encapsulation, isAuthenticated: true), [], message.Ciphertext.Span).IsOpened);
    }

    [Fact]
    public void The_suite_is_the_keys_and_one_conversation_has_one()
    {
        var other = HpkeSuite.Default with { Aead = HpkeAead.ChaCha20Poly1305 };
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        using var stranger = fixture.Service.GenerateKey(other);
        var material = new byte[32];
        using var first = fixture.Service.DeriveKey(HpkeSuite.Default, material);
        using var second = fixture.Service.DeriveKey(other, material);
        var message = fixture.Service.TrySeal(new HpkeSenderSetup { RecipientKey = first.PublicKey }, [], "text"u8)!;

        Assert.Equal(first.PublicKey.Bytes.ToArray(), second.PublicKey.Bytes.ToArray());
        Assert.NotEqual(first.PublicKey, second.PublicKey);
        Assert.False(fixture.Service.Open(
            new HpkeRecipientSetup { RecipientKey = second, Encapsulation = message.Encapsulation },
            [],
            message.Ciphertext.Span).IsOpened);
        Assert.Throws<ArgumentException>(
            () => fixture.Service.TrySetUpSender(fixture.ForSender() with { SenderKey = stranger }));
        Assert.Throws<ArgumentException>(
            () => fixture.Service.TrySetUpRecipient(
                fixture.ForRecipient(new byte[32]) with { SenderKey = stranger.PublicKey }));
    }

    [Fact]
    public void A_suite_that_was_never_set_or_does_not_exist_is_refused()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        HpkeSuite[] unknown =
        [
            default,
            HpkeSuite.Default with { Kem = (HpkeKem)0x21 },
            HpkeSuite.Default with { Kdf = (HpkeKdf)2 },
            HpkeSuite.Default with { Aead = (HpkeAead)4 },
        ];
        Assert.All(unknown, suite =>
        {
            Assert.False(suite.IsKnown);
            Assert.Throws<ArgumentException>(() => fixture.Service.GenerateKey(suite));
            Assert.Throws<ArgumentException>(() => fixture.Service.DeriveKey(suite, new byte[32]));
            Assert.Throws<ArgumentException>(() => fixture.Service.ImportKey(suite, new byte[32]));
            Assert.Throws<ArgumentException>(() => new HpkePublicKey(suite, new byte[32]));
        });
    }

    [Fact]
    public void Keys_of_another_length_are_refused()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);

        Assert.Throws<ArgumentException>(() => fixture.Service.ImportKey(HpkeSuite.Default, new byte[31]));
        Assert.Throws<ArgumentException>(() => fixture.Service.ImportKey(HpkeSuite.Default, new byte[33]));
        Assert.Throws<ArgumentException>(() => fixture.Service.DeriveKey(HpkeSuite.Default, new byte[31]));
        Assert.Throws<ArgumentException>(
            () => fixture.Service.DeriveKey(HpkeSuite.Default, new byte[IHpke.MaximumInputSize + 1]));
        Assert.Throws<ArgumentException>(() => new HpkePublicKey(HpkeSuite.Default, new byte[33]));
        Assert.Throws<ArgumentException>(
            () => fixture.Service.TrySetUpSender(
                fixture.ForSender() with { Info = new byte[IHpke.MaximumInputSize + 1] }));
        Assert.Throws<ArgumentException>(
            () => fixture.Service.TrySetUpRecipient(
                fixture.ForRecipient(new byte[32]) with { Info = new byte[IHpke.MaximumInputSize + 1] }));
    }

    [Fact]
    public void Nothing_prints_a_secret()
    {
        var material = Enumerable.Range(100, 32).Select(number => (byte)number).ToArray();
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        using var key = fixture.Service.ImportKey(HpkeSuite.Default, material);
        var shared = new HpkePreSharedKey(new SecretBytes(material), "id"u8.ToArray());
        var setup = fixture.ForSender() with { SenderKey = key, PreSharedKey = shared };
        using var context = fixture.Service.TrySetUpSender(setup)!;
        var printed = string.Join('\n', key, shared, setup, context, fixture.ForRecipient(material));

        Assert.DoesNotContain(Convert.ToHexStringLower(material)[..8], printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(material)[..8], printed, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Convert.ToHexStringLower(key.PublicKey.Bytes.Span), printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_context_has_an_ephemeral_key_of_its_own()
    {
        using var fixture = new HpkeFixture(HpkeSuite.Default);
        var encapsulations = Enumerable.Range(0, 50)
            .Select(_ => fixture.Service.TrySetUpSender(fixture.ForSender())!.Encapsulation.ToArray())
            .Select(Convert.ToHexString);

        Assert.Equal(50, encapsulations.Distinct().Count());
    }

    [Fact]
    public void The_host_gets_it_with_the_security_subsystem()
    {
        using var provider = new ServiceCollection()
            .AddCabinetSecurity(_ => { })
            .BuildServiceProvider();
        var hpke = provider.GetRequiredService<IHpke>();
        using var key = hpke.GenerateKey(HpkeSuite.Default);
        var message = hpke.TrySeal(new HpkeSenderSetup { RecipientKey = key.PublicKey }, [], "text"u8)!;

        Assert.Equal(
            "text"u8.ToArray(),
            hpke.Open(
                new HpkeRecipientSetup { RecipientKey = key, Encapsulation = message.Encapsulation },
                [],
                message.Ciphertext.Span).Plaintext);
    }
}
