using Cabinet.Application.Security.Signatures;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>The window in which a signature is accepted. Both its edges are inside it.</summary>
public sealed class SignatureTimeTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly SignatureFixture fixture = new();

    // The default policy: five minutes of age, 30 seconds of skew.
    public static TheoryData<TimeSpan, bool> Ages => new()
    {
        { TimeSpan.FromSeconds(-30), true },
        { TimeSpan.FromSeconds(-30) - Tick, false },
        { TimeSpan.Zero, true },
        { TimeSpan.FromSeconds(330), true },
        { TimeSpan.FromSeconds(330) + Tick, false },
    };

    [Theory]
    [MemberData(nameof(Ages))]
    public async Task The_age_has_its_edges(TimeSpan age, bool isAccepted)
    {
        var signed = fixture.Sign();
        var at = new SignatureFixture();
        at.Clock.AdjustTime(SignatureFixture.Now + age);

        var result = await at.VerifyAsync(signed);

        Assert.Equal(isAccepted, result is VerificationResult.Verified);
        Assert.Equal(
            isAccepted ? null : age < TimeSpan.Zero ? SignatureRefusal.NotYetValid : SignatureRefusal.Expired,
            (result as VerificationResult.Refused)?.Reason);
    }

    [Theory]
    [InlineData(90, 0, true)]
    [InlineData(90, 1, false)]
    public async Task The_expiry_ends_it_earlier_and_has_the_same_skew(int seconds, int ticks, bool isAccepted)
    {
        var signed = fixture.Sign(
            parameters: SignatureFixture.Parameters() with { Expires = SignatureFixture.Now.AddSeconds(60) });
        var at = new SignatureFixture();
        at.Clock.AdjustTime(SignatureFixture.Now.AddSeconds(seconds).AddTicks(ticks));

        Assert.Equal(isAccepted, await at.VerifyAsync(signed) is VerificationResult.Verified);
    }

    [Fact]
    public async Task A_late_expiry_doesnt_make_the_life_longer()
    {
        var signed = fixture.Sign(
            parameters: SignatureFixture.Parameters() with { Expires = SignatureFixture.Now.AddDays(1) });

        var verified = await fixture.AcceptAsync(signed);
        Assert.Equal(SignatureFixture.Now.AddSeconds(330), verified.AcceptableUntil);
        fixture.Clock.Advance(TimeSpan.FromSeconds(331));
        await fixture.RefuseAsync(SignatureRefusal.Expired, signed);
    }

    [Fact]
    public async Task A_life_that_ends_before_it_begins_is_refused() => await fixture.RefuseAsync(
        SignatureRefusal.NotYetValid,
        fixture.Sign(
            parameters: SignatureFixture.Parameters() with { Expires = SignatureFixture.Now.AddSeconds(-1) }));

    [Fact]
    public async Task The_last_acceptable_moment_is_the_one_that_the_result_names()
    {
        var signed = fixture.Sign();
        var until = (await fixture.AcceptAsync(signed)).AcceptableUntil!.Value;
        var at = new SignatureFixture();
        at.Clock.AdjustTime(until);

        await at.AcceptAsync(signed);
        at.Clock.Advance(Tick);
        await at.RefuseAsync(SignatureRefusal.Expired, signed);
    }

    [Fact]
    public async Task What_states_no_time_names_no_last_moment()
    {
        var policy = fixture.Policy with { RequiredParameters = SignatureParameters.Nonce };
        var signed = fixture.Sign(parameters: SignatureFixture.Parameters() with { Created = null });

        Assert.Null((await fixture.AcceptAsync(signed, policy)).AcceptableUntil);
        await fixture.RefuseAsync(SignatureRefusal.MissingParameter, signed);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(86_401)]
    public void A_policy_has_a_possible_age(double seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => fixture.Policy with { MaximumAge = TimeSpan.FromSeconds(seconds) });

    [Theory]
    [InlineData(-1)]
    [InlineData(601)]
    public void A_policy_has_a_possible_skew(double seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => fixture.Policy with { ClockSkew = TimeSpan.FromSeconds(seconds) });
}
