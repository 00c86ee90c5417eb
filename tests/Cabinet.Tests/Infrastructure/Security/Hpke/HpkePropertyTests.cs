using Cabinet.Application.Security.Hpke;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>What holds for any message in any suite and mode.</summary>
public sealed class HpkePropertyTests
{
    private static readonly Gen<HpkeSuite> Suites =
        Gen.Int[0, HpkeFixture.AllSuites.Length - 1].Select(index => HpkeFixture.AllSuites[index]);

    [Fact]
    public void What_was_sealed_opens_in_the_same_mode_and_in_no_other() =>
        Gen.Select(Suites, Gen.Bool, Gen.Bool, Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 300]).Sample(
            (suite, isAuthenticated, isShared, associatedData, plaintext) =>
            {
                using var fixture = new HpkeFixture(suite);
                var message = fixture.Service.TrySeal(
                    fixture.ForSender(isAuthenticated, isShared), associatedData, plaintext)!;
                foreach (var (asAuthenticated, asShared) in new[]
                         {
                             (false, false), (false, true), (true, false), (true, true),
                         })
                {
                    var opened = fixture.Service.Open(
                        fixture.ForRecipient(message.Encapsulation, asAuthenticated, asShared),
                        associatedData,
                        message.Ciphertext.Span);
                    Assert.Equal((asAuthenticated, asShared) == (isAuthenticated, isShared), opened.IsOpened);
                    Assert.True(!opened.IsOpened || plaintext.AsSpan().SequenceEqual(opened.Plaintext));
                }
            },
            iter: 60);

    [Fact]
    public void Any_changed_bit_is_refused() =>
        Gen.Select(Suites, Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40]).Sample(
            (suite, associatedData, plaintext) =>
            {
                using var fixture = new HpkeFixture(suite);
                var message = fixture.Service.TrySeal(fixture.ForSender(), associatedData, plaintext)!;
                byte[] encapsulation = message.Encapsulation.ToArray(), ciphertext = message.Ciphertext.ToArray();
                AssertOpens(true);
                foreach (var bytes in new[] { encapsulation, ciphertext, associatedData })
                {
                    for (var index = 0; index < bytes.Length; index++)
                    {
                        bytes[index] ^= (byte)(1 << (index % 8));
                        AssertOpens(false);
                        bytes[index] ^= (byte)(1 << (index % 8));
                    }
                }

                void AssertOpens(bool isExpected) => Assert.Equal(
                    isExpected,
                    fixture.Service.Open(fixture.ForRecipient(encapsulation), associatedData, ciphertext).IsOpened);
            },
            iter: 10);

    [Fact]
    public void Any_other_length_is_refused() =>
        Gen.Select(Suites, Gen.Byte.Array[0, 40]).Sample(
            (suite, plaintext) =>
            {
                using var fixture = new HpkeFixture(suite);
                var message = fixture.Service.TrySeal(fixture.ForSender(), [], plaintext)!;
                using var context = fixture.Service.TrySetUpRecipient(fixture.ForRecipient(message.Encapsulation))!;
                for (var length = 0; length < message.Ciphertext.Length; length++)
                {
                    Assert.False(context.Open([], message.Ciphertext.Span[..length]).IsOpened);
                }

                Assert.False(context.Open([], [.. message.Ciphertext.Span, 0]).IsOpened);
                for (var length = 0; length < message.Encapsulation.Length; length++)
                {
                    Assert.Null(fixture.Service.TrySetUpRecipient(
                        fixture.ForRecipient(message.Encapsulation[..length])));
                }

                Assert.True(context.Open([], message.Ciphertext.Span).IsOpened);
            },
            iter: 20);

    [Fact]
    public void Messages_open_in_the_order_of_their_sealing_only() =>
        Gen.Select(Suites, Gen.Int[2, 6]).SelectMany(
            (suite, count) => Gen.Shuffle(Enumerable.Range(0, count).ToArray()).Select(order => (suite, order))).Sample(
            sample =>
            {
                using var fixture = new HpkeFixture(sample.suite);
                var (sender, recipient) = fixture.Converse();
                var messages = sample.order.Select(index => sender.Seal([], [(byte)index])).ToArray();
                var next = 0;
                foreach (var number in sample.order)
                {
                    var isOpened = recipient.Open([], messages[number]).IsOpened;
                    Assert.Equal(number == next, isOpened);
                    next += isOpened ? 1 : 0;
                }
            },
            iter: 60);
}
