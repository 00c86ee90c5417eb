using Cabinet.Application.Security.Signatures;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

public sealed class MessageVerifierTests
{
    private const string Four = "\"@method\" \"@authority\" \"@path\" \"@query\"";
    private const string All = $"({Four} \"content-digest\")";

    private readonly SignatureFixture fixture = new();

    public static TheoryData<SignatureAlgorithm> Algorithms =>
        [SignatureAlgorithm.Ed25519, SignatureAlgorithm.EcdsaP256Sha256, SignatureAlgorithm.HmacSha256];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task What_was_signed_verifies_with_all_that_was_stated(SignatureAlgorithm algorithm)
    {
        var key = KeyOf(algorithm);
        var parameters = SignatureFixture.Parameters() with
        {
            Label = "mine",
            Expires = SignatureFixture.Now.AddSeconds(60),
            Tag = "orders",
            StatesAlgorithm = true,
        };

        var verified = await fixture.AcceptAsync(
            fixture.Sign(parameters: parameters, key: key), fixture.Policy with { Keys = SignatureFixture.Finds(key) });

        Assert.Equal(
            (SignatureFixture.KeyId, "mine", algorithm, parameters.Nonce, "orders"),
            (verified.KeyId, verified.Label, verified.Algorithm, verified.Nonce, verified.Tag));
        Assert.Equal((parameters.Created, parameters.Expires), (verified.Created, verified.Expires));
        Assert.Equal(parameters.Components, verified.Covered);
        Assert.Equal(SignatureFixture.Now.AddSeconds(60) + fixture.Policy.ClockSkew, verified.AcceptableUntil);
    }

    [Fact]
    public async Task A_message_without_signature_is_refused() =>
        await fixture.RefuseAsync(SignatureRefusal.NoSignature, SignatureFixture.Request());

    [Fact]
    public async Task What_the_forge_signs_verifies_when_nothing_is_amiss()
    {
        await fixture.AcceptAsync(SignatureFixture.Forge(All + SignatureFixture.Stated()));
    }

    [Fact]
    public async Task An_empty_covered_set_is_refused_even_where_the_policy_asks_for_nothing()
    {
        var message = SignatureFixture.Forge("()" + SignatureFixture.Stated(), SignatureFixture.Request(""));

        await fixture.RefuseAsync(
            SignatureRefusal.NothingCovered, message, fixture.Policy with { RequiredComponents = [] });
    }

    [Theory]
    [InlineData("\"@method\" \"@authority\" \"@path\" \"content-digest\"")]
    [InlineData("\"@method\" \"@authority\" \"@path\" \"@query-param\";name=\"page\" \"content-digest\"")]
    public async Task A_part_that_the_policy_requires_must_be_covered(string components) => await fixture.RefuseAsync(
        SignatureRefusal.MissingComponent, SignatureFixture.Forge($"({components}){SignatureFixture.Stated()}"));

    [Fact]
    public async Task A_part_of_the_request_doesnt_stand_for_the_same_part_of_the_response()
    {
        var response = SignatureMessage.ForResponse(200, SignatureFixture.Request("")).WithField("Etag", "x");
        var request = SignatureMessage.ForRequest("GET", "https", "a.example", "/").WithField("Etag", "x");
        var bound = SignatureMessage.ForResponse(200, request).WithField("Etag", "y");
        var policy = fixture.Policy with { RequiredComponents = [ComponentIdentifier.Field("etag")] };

        await fixture.AcceptAsync(SignatureFixture.Forge("(\"etag\")" + SignatureFixture.Stated(), response), policy);
        await fixture.RefuseAsync(
            SignatureRefusal.MissingComponent,
            SignatureFixture.Forge("(\"etag\";req)" + SignatureFixture.Stated(), bound),
            policy);
    }

    [Theory]
    [InlineData(";nonce=\"n\";keyid=\"key-1\"")]
    [InlineData(";created=1800000000;keyid=\"key-1\"")]
    [InlineData(";created=1800000000;nonce=\"n\"")]
    public async Task A_parameter_that_the_policy_requires_must_be_stated(string parameters) =>
        await fixture.RefuseAsync(SignatureRefusal.MissingParameter, SignatureFixture.Forge(All + parameters));

    [Fact]
    public async Task No_policy_does_without_the_key_s_id() => await fixture.RefuseAsync(
        SignatureRefusal.MissingParameter,
        SignatureFixture.Forge(All + ";created=1800000000"),
        fixture.Policy with { RequiredParameters = SignatureParameters.None });

    [Theory]
    [InlineData(";x=1", SignatureRefusal.UnknownParameter)]
    [InlineData(";Nonce=\"n\"", SignatureRefusal.MalformedSignature)]
    [InlineData(";nonce=\"n-1\"", SignatureRefusal.MalformedSignature)]
    [InlineData(";created=1800000000", SignatureRefusal.MalformedSignature)]
    [InlineData(";expires=1.5", SignatureRefusal.MalformedSignature)]
    [InlineData(";expires=\"1800000001\"", SignatureRefusal.MalformedSignature)]
    [InlineData(";expires=-1", SignatureRefusal.MalformedSignature)]
    [InlineData(";expires=250000000001", SignatureRefusal.MalformedSignature)]
    [InlineData(";expires=999999999999999", SignatureRefusal.MalformedSignature)]
    [InlineData(";tag=token", SignatureRefusal.MalformedSignature)]
    [InlineData(";tag=\"\"", SignatureRefusal.MalformedSignature)]
    [InlineData(";tag", SignatureRefusal.MalformedSignature)]
    public async Task A_parameter_that_is_unknown_repeated_or_of_the_wrong_kind_is_refused(
        string parameter, SignatureRefusal reason)
    {
        var good = SignatureFixture.Forge(All + SignatureFixture.Stated());
        await fixture.RefuseAsync(reason, Replace(good, "Signature-Input", value => value + parameter));
        if (reason == SignatureRefusal.UnknownParameter)
        {
            await fixture.RefuseAsync(reason, SignatureFixture.Forge(All + SignatureFixture.Stated(parameter)));
        }
    }

    [Theory]
    [InlineData("nonce", 256, true)]
    [InlineData("nonce", 257, false)]
    [InlineData("tag", 256, true)]
    [InlineData("tag", 257, false)]
    public async Task Texts_have_a_length(string parameter, int length, bool isAccepted)
    {
        var text = new string('a', length);
        var nonce = parameter == "nonce" ? text : "n";
        var tag = parameter == "tag" ? text : "t";
        var message = SignatureFixture.Forge(
            $"{All};created=1800000000;nonce=\"{nonce}\";keyid=\"key-1\";tag=\"{tag}\"");

        Assert.Equal(isAccepted, await fixture.VerifyAsync(message) is VerificationResult.Verified);
    }

    [Theory]
    [InlineData("\"@method\" \"@method\"")]
    [InlineData("\"content-type\";sf;bs \"content-type\";bs;sf")]
    [InlineData("\"x\";key=\"a\";tr \"x\";tr;key=\"a\"")]
    public async Task A_component_that_comes_twice_is_refused_in_whatever_order_its_parameters_stand(string twice) =>
        await fixture.RefuseAsync(
            SignatureRefusal.MalformedSignature,
            SignatureFixture.Forge(
                $"(\"@authority\" \"@path\" \"@query\" \"content-digest\" {twice}){SignatureFixture.Stated()}"));

    [Theory]
    [InlineData("\"@unknown\"")]
    [InlineData("\"@signature-params\"")]
    [InlineData("\"@status\"")]
    [InlineData("\"absent\"")]
    [InlineData("\"host\";tr")]
    [InlineData("\"host\";req")]
    [InlineData("\"host\";unknown")]
    [InlineData("\"host\";sf=?0")]
    [InlineData("\"host\";key=1")]
    [InlineData("\"host\";name=\"a\"")]
    [InlineData("\"host\";sf")]
    [InlineData("\"content-digest\";bs;sf")]
    [InlineData("\"content-digest\";bs;key=\"sha-256\"")]
    [InlineData("\"content-digest\";key=\"sha-512\"")]
    [InlineData("\"Host\"")]
    [InlineData("\"\"")]
    [InlineData("\"a b\"")]
    [InlineData("host")]
    [InlineData("1")]
    [InlineData("\"@scheme\";sf")]
    [InlineData("\"@scheme\";name=\"a\"")]
    [InlineData("\"@query-param\"")]
    [InlineData("\"@query-param\";name=\"absent\"")]
    public async Task A_component_that_is_unknown_absent_or_contradicts_itself_is_refused(string component) =>
        await fixture.RefuseAsync(
            SignatureRefusal.UnavailableComponent,
            SignatureFixture.Forge($"({Four} \"content-digest\" {component}){SignatureFixture.Stated()}"));

    [Fact]
    public async Task A_field_whose_name_begins_with_an_at_sign_never_stands_for_a_derived_component()
    {
        var message = SignatureFixture.Request().WithField("@status", "200").WithField("@method", "DELETE");

        await fixture.RefuseAsync(
            SignatureRefusal.UnavailableComponent,
            SignatureFixture.Forge($"({Four} \"content-digest\" \"@status\"){SignatureFixture.Stated()}", message));
        await fixture.AcceptAsync(SignatureFixture.Forge(All + SignatureFixture.Stated(), message));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task A_signature_covers_a_bounded_number_of_components(int count, bool isAccepted)
    {
        var message = SignatureFixture.Request("");
        var components = Four;
        for (var number = 4; number < count; number++)
        {
            message = message.WithField($"x-{number}", "v");
            components += $" \"x-{number}\"";
        }

        var result = await fixture.VerifyAsync(
            SignatureFixture.Forge($"({components}){SignatureFixture.Stated()}", message));
        Assert.Equal(isAccepted, result is VerificationResult.Verified);
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public async Task A_message_has_a_bounded_number_of_fields(int count, bool isAccepted)
    {
        var signed = SignatureFixture.Forge(All + SignatureFixture.Stated());
        var more = Enumerable.Repeat(new SignatureField("x", "y"), count - signed.Fields.Count);

        var result = await fixture.VerifyAsync(signed with { Fields = [.. signed.Fields, .. more] });
        Assert.Equal(isAccepted, result is VerificationResult.Verified);
    }

    [Theory]
    [InlineData("KEY-1")]
    [InlineData("key-1 ")]
    [InlineData("key-2")]
    public async Task A_key_is_found_by_exactly_its_id(string keyId) => await fixture.RefuseAsync(
        SignatureRefusal.UnknownKey,
        SignatureFixture.Forge($"{All};created=1800000000;nonce=\"n\";keyid=\"{keyId}\""));

    [Fact]
    public async Task A_stated_algorithm_that_isnt_the_key_s_is_refused_though_the_signature_is_right() =>
        await fixture.RefuseAsync(
            SignatureRefusal.AlgorithmMismatch,
            SignatureFixture.Forge(All + SignatureFixture.Stated(";alg=\"hmac-sha256\"")));

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task The_algorithm_is_the_key_s_whatever_the_message_was_signed_with(SignatureAlgorithm algorithm)
    {
        var signed = SignatureFixture.Forge(All + SignatureFixture.Stated(), key: KeyOf(algorithm));

        foreach (var other in Algorithms.Select(row => row.Data).Where(each => each != algorithm))
        {
            await fixture.RefuseAsync(
                SignatureRefusal.BadSignature,
                signed,
                fixture.Policy with { Keys = SignatureFixture.Finds(KeyOf(other)) });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(72)]
    public async Task A_signature_of_another_length_is_refused(int length)
    {
        var good = SignatureFixture.Forge(All + SignatureFixture.Stated());
        await fixture.RefuseAsync(SignatureRefusal.BadSignature, Replace(good, "Signature", value =>
        {
            var bytes = Convert.FromBase64String(value["sig=:".Length..^1]);
            Array.Resize(ref bytes, length);
            return $"sig=:{Convert.ToBase64String(bytes)}:";
        }));
    }

    [Fact]
    public async Task Every_refusal_looks_like_every_other_from_outside()
    {
        var refusals = new[]
        {
            await fixture.VerifyAsync(SignatureFixture.Request()),
            await fixture.VerifyAsync(SignatureFixture.Forge(All + SignatureFixture.Stated(";x=1"))),
            await fixture.VerifyAsync(
                SignatureFixture.Forge(All + SignatureFixture.Stated(), key: SignatureFixture.SharedKey)),
        }.Cast<VerificationResult.Refused>().ToList();

        Assert.All(refusals, refusal => Assert.Equal("Refused", refusal.ToString()));
        Assert.Equal(3, refusals.Select(refusal => refusal.Reason).Distinct().Count());
    }

    [Fact]
    public async Task A_lookup_that_fails_is_not_taken_for_a_refusal()
    {
        var policy = fixture.Policy with { Keys = (_, _) => throw new InvalidOperationException("the store is away") };

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await fixture.VerifyAsync(SignatureFixture.Forge(All + SignatureFixture.Stated()), policy));
    }

    private static SignatureMessage Replace(SignatureMessage message, string name, Func<string, string> change) =>
        message with
        {
            Fields = [.. message.Fields.Select(field =>
                field.Name == name ? field with { Value = change(field.Value) } : field)],
        };

    private static ISigningKey KeyOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Ed25519 => SignatureFixture.Ed25519Key,
        SignatureAlgorithm.EcdsaP256Sha256 => SignatureFixture.EcdsaKey,
        _ => SignatureFixture.SharedKey,
    };
}
