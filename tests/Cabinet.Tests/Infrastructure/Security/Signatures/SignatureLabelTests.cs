using Cabinet.Application.Security.Signatures;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>Which of a message's signatures counts.</summary>
public sealed class SignatureLabelTests
{
    private readonly SignatureFixture fixture = new();

    [Fact]
    public async Task Two_signatures_are_one_too_many_where_the_policy_wants_one() =>
        await fixture.RefuseAsync(SignatureRefusal.AmbiguousSignature, Signed("a", "b"));

    [Fact]
    public async Task A_chosen_label_counts_and_the_others_are_left_alone()
    {
        var verified = await fixture.AcceptAsync(Signed("a", "b"), fixture.Policy with { Label = "b" });

        Assert.Equal("b", verified.Label);
    }

    [Fact]
    public async Task A_label_that_the_message_lacks_is_refused() => await fixture.RefuseAsync(
        SignatureRefusal.AmbiguousSignature, Signed("a", "b"), fixture.Policy with { Label = "c" });

    [Fact]
    public async Task A_chosen_tag_counts()
    {
        var message = SignTagged(SignTagged(SignatureFixture.Request(), "a", "proxy"), "b", "app");

        Assert.Equal("b", (await fixture.AcceptAsync(message, fixture.Policy with { Tag = "app" })).Label);
        await fixture.RefuseAsync(
            SignatureRefusal.AmbiguousSignature, message, fixture.Policy with { Tag = "other" });
        await fixture.RefuseAsync(
            SignatureRefusal.AmbiguousSignature, message, fixture.Policy with { Label = "a", Tag = "app" });
    }

    [Fact]
    public async Task A_tag_that_two_signatures_bear_is_refused()
    {
        var message = SignTagged(SignTagged(SignatureFixture.Request(), "a", "app"), "b", "app");

        await fixture.RefuseAsync(SignatureRefusal.AmbiguousSignature, message, fixture.Policy with { Tag = "app" });
    }

    [Theory]
    [InlineData("Signature-Input", "sig=(\"@method\");created=1800000000;nonce=\"n\";keyid=\"key-1\"")]
    [InlineData("Signature", "sig=:AAAA:")]
    public async Task A_label_that_comes_twice_in_one_field_is_refused(string name, string value) =>
        await fixture.RefuseAsync(SignatureRefusal.MalformedSignature, Signed("sig").WithField(name, value));

    [Theory]
    [InlineData("Signature-Input", "other=(\"@method\")")]
    [InlineData("Signature", "other=:AAAA:")]
    public async Task A_label_that_only_one_field_has_is_refused(string name, string value) =>
        await fixture.RefuseAsync(
            SignatureRefusal.LabelMismatch,
            Signed("sig").WithField(name, value),
            fixture.Policy with { Label = "sig" });

    [Theory]
    [InlineData("Signature-Input")]
    [InlineData("Signature")]
    public async Task One_field_without_the_other_is_refused(string missing)
    {
        var signed = Signed("sig");

        await fixture.RefuseAsync(
            SignatureRefusal.MalformedSignature,
            signed with { Fields = [.. signed.Fields.Where(field => field.Name != missing)] });
    }

    [Theory]
    [InlineData("sig=\"text\"")]
    [InlineData("sig=:AAAA:;x")]
    [InlineData("sig=(:AAAA:)")]
    [InlineData("sig")]
    public async Task A_signature_that_isnt_bytes_and_nothing_else_is_refused(string signature)
    {
        var signed = Signed("sig");

        await fixture.RefuseAsync(
            SignatureRefusal.MalformedSignature,
            signed with
            {
                Fields = [.. signed.Fields.Select(field =>
                    field.Name == "Signature" ? field with { Value = signature } : field)],
            });
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public async Task A_message_bears_a_bounded_number_of_signatures(int count, bool isAccepted)
    {
        var message = Signed("sig");
        for (var number = 1; number < count; number++)
        {
            message = message.WithSignature(new MessageSignature($"s{number}", $"s{number}=()", $"s{number}=:AAAA:"));
        }

        var result = await fixture.VerifyAsync(message, fixture.Policy with { Label = "sig" });
        Assert.Equal(isAccepted, result is VerificationResult.Verified);
    }

    [Fact]
    public async Task A_field_that_is_too_long_is_refused_unread()
    {
        var padding = Convert.ToBase64String(new byte[12 * 1024]);

        await fixture.RefuseAsync(
            SignatureRefusal.MalformedSignature,
            Signed("sig").WithSignature(new MessageSignature("x", "x=()", $"x=:{padding}:")),
            fixture.Policy with { Label = "sig" });
    }

    [Fact]
    public async Task The_two_fields_may_come_in_several_lines_and_orders()
    {
        var message = SignatureFixture.Request();
        var first = fixture.Signer.Sign(
            message, SignatureFixture.Parameters() with { Label = "a" }, SignatureFixture.Ed25519Key);
        var second = fixture.Signer.Sign(
            message, SignatureFixture.Parameters() with { Label = "b" }, SignatureFixture.Ed25519Key);
        var mixed = message
            .WithField("signature", second.Signature)
            .WithField("SIGNATURE-INPUT", first.Input)
            .WithField("Signature-Input", $"\t {second.Input}  ")
            .WithField("Signature", first.Signature);

        await fixture.AcceptAsync(mixed, fixture.Policy with { Label = "a" });
        await fixture.AcceptAsync(mixed, fixture.Policy with { Label = "b" });
    }

    private SignatureMessage Signed(params string[] labels) => labels.Aggregate(
        SignatureFixture.Request(),
        (message, label) => fixture.Sign(message, SignatureFixture.Parameters() with { Label = label }));

    private SignatureMessage SignTagged(SignatureMessage message, string label, string tag) =>
        fixture.Sign(message, SignatureFixture.Parameters() with { Label = label, Tag = tag });
}
