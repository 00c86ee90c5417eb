using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Keys;

public sealed class VersionKeyTests
{
    [Fact]
    public async Task A_message_key_seals_no_more_messages_than_allowed()
    {
        using var fixture = await SecurityFixture.OpenAsync(limits: new SealingLimits(10, 1_000));
        var uses = Enumerable.Range(0, 95)
            .Select(_ => fixture.Protector.Seal([1], SecurityFixture.Context))
            .GroupBy(envelope => Convert.ToHexString(envelope, EnvelopeFormat.SaltOffset, EnvelopeFormat.SaltSize))
            .Select(messages => messages.Count())
            .ToList();

        Assert.Equal(10, uses.Max());
        Assert.Equal(95, uses.Sum());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(EnvelopeFormat.LargestSingle + 1)]
    public async Task A_version_that_was_used_as_often_as_is_safe_seals_no_more_but_opens(int size)
    {
        using var fixture = await SecurityFixture.OpenAsync(limits: new SealingLimits(1, 5));
        var envelopes = Enumerable.Range(0, 5)
            .Select(_ => fixture.Protector.Seal(new byte[size], SecurityFixture.Context))
            .ToList();

        var error = Assert.Throws<KeyRingException>(
            () => fixture.Protector.Seal(new byte[size], SecurityFixture.Context));

        Assert.NotNull(error.KeyId);
        Assert.Contains("Rotate", error.Message, StringComparison.Ordinal);
        Assert.All(
            envelopes, envelope => Assert.True(fixture.Protector.Open(envelope, SecurityFixture.Context).IsOpened));
    }

    [Fact]
    public async Task A_reload_does_not_forget_the_uses()
    {
        using var fixture = await SecurityFixture.OpenAsync(limits: new SealingLimits(1, 2));
        fixture.Protector.Seal([1], SecurityFixture.Context);
        await fixture.Ring.ReloadAsync(TestContext.Current.CancellationToken);
        fixture.Protector.Seal([1], SecurityFixture.Context);
        await fixture.Ring.ReloadAsync(TestContext.Current.CancellationToken);

        Assert.Throws<KeyRingException>(() => fixture.Protector.Seal([1], SecurityFixture.Context));
    }
}
