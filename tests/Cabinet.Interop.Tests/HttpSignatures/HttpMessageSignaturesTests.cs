using System.Text;
using System.Text.Json;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Interop.Tests.HttpSignatures;

/// <summary>RFC 9421 both ways with the npm package http-message-signatures.</summary>
public sealed class HttpMessageSignaturesTests(NodeBridge node)
{
    private const string Library = "http-message-signatures";
    private const string Body = "{\"order\": 7}";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_750_000_000);

    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton<TimeProvider>(new FakeTimeProvider(Now))
        .AddCabinetSecurity(_ => { })
        .BuildServiceProvider();

    public static TheoryData<SignatureAlgorithm> Algorithms =>
        [SignatureAlgorithm.Ed25519, SignatureAlgorithm.EcdsaP256Sha256, SignatureAlgorithm.HmacSha256];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task It_verifies_what_we_sign_and_refuses_a_change(SignatureAlgorithm algorithm)
    {
        var key = InteropKey.Of(algorithm);
        var message = Sign(Request(), key, Parameters(VerificationPolicy.RequestComponents));

        Assert.True(await VerifyInNodeAsync(message, key));
        Assert.False(await VerifyInNodeAsync(
            message with { Fields = [.. message.Fields.Select(Change("Content-Type"))] }, key));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task We_verify_what_it_signs_and_refuse_a_change(SignatureAlgorithm algorithm)
    {
        var key = InteropKey.Of(algorithm);
        var signed = await SignInNodeAsync(Request(), key);

        var verified = Assert.IsType<VerificationResult.Verified>(await VerifyAsync(signed, key));
        Assert.Equal(("theirs", "nonce-of-theirs", "interop"), (verified.Label, verified.Nonce, verified.Tag));
        Assert.IsType<VerificationResult.Refused>(await VerifyAsync(
            signed with { Fields = [.. signed.Fields.Select(Change("Content-Type"))] }, key));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task A_response_that_is_bound_to_its_request_verifies_both_ways(SignatureAlgorithm algorithm)
    {
        var key = InteropKey.Of(algorithm);
        var response = SignatureMessage.ForResponse(201, Request()).WithField("Location", "/orders/7");
        var components = new[]
        {
            ComponentIdentifier.Status,
            ComponentIdentifier.Field("location"),
            ComponentIdentifier.Method with { IsOfRequest = true },
            ComponentIdentifier.Field("content-digest") with { IsOfRequest = true, Key = "sha-256" },
        };

        Assert.True(await VerifyInNodeAsync(
            Sign(response, key, Parameters(components) with { Components = components }), key));
        Assert.IsType<VerificationResult.Verified>(await VerifyAsync(
            await SignInNodeAsync(
                response, key, "@status", "location", "@method;req", "content-digest;req;key=\"sha-256\""),
            key,
            VerificationPolicy.ResponseComponents));
    }

    private SignatureMessage Request()
    {
        var content = Encoding.UTF8.GetBytes(Body);
        var digests = services.GetRequiredService<IDigestFields>();
        return SignatureMessage.ForRequest("POST", "https", "API.example.com:443", "/a/%2Fb/~c", "page=2&sort=a%20b")
            .WithField("Content-Type", "application/json")
            .WithField("Content-Digest", digests.Compute(content, DigestAlgorithms.Sha256 | DigestAlgorithms.Sha512))
            .WithField("X-List", "a=1,   b=2")
            with { Content = content };
    }

    private static SigningParameters Parameters(IReadOnlyList<ComponentIdentifier> components) => new()
    {
        Label = "ours",
        Components =
        [
            .. components,
            ComponentIdentifier.ContentDigest,
            ComponentIdentifier.Field("content-type"),
            ComponentIdentifier.Field("x-list") with { Key = "b" },
            ComponentIdentifier.Field("content-type") with { IsBinary = true },
            ComponentIdentifier.TargetUri,
            ComponentIdentifier.QueryParameter("sort"),
        ],
        KeyId = InteropKey.KeyId,
        Created = Now,
        Expires = Now.AddYears(100),
        Nonce = "nonce-of-ours",
        Tag = "interop",
        StatesAlgorithm = true,
    };

    private SignatureMessage Sign(SignatureMessage message, InteropKey key, SigningParameters parameters)
    {
        using var signing = services.GetRequiredService<ISignatureKeys>().ImportSigningKey(key.Algorithm, key.Private);
        return message.WithSignature(services.GetRequiredService<IMessageSigner>().Sign(message, parameters, signing));
    }

    private async Task<VerificationResult> VerifyAsync(
        SignatureMessage message, InteropKey key, IReadOnlyList<ComponentIdentifier>? required = null)
    {
        using var verification = services.GetRequiredService<ISignatureKeys>()
            .ImportVerificationKey(key.Algorithm, key.Public);
        var policy = new VerificationPolicy
        {
            Keys = (keyId, _) => ValueTask.FromResult(keyId == InteropKey.KeyId ? verification : null),
            RequiredComponents = required ?? VerificationPolicy.RequestComponents,
        };
        return await services.GetRequiredService<IMessageVerifier>()
            .VerifyAsync(message, policy, TestContext.Current.CancellationToken);
    }

    private async Task<bool> VerifyInNodeAsync(SignatureMessage message, InteropKey key)
    {
        var answer = await node.CallAsync(Library, "verify", new
        {
            message = Describe(message),
            request = Describe(message.Request),
            key = key.PublicForNode,
            algorithm = key.Name,
            keyId = InteropKey.KeyId,
        });
        return answer.GetBoolean();
    }

    private async Task<SignatureMessage> SignInNodeAsync(
        SignatureMessage message, InteropKey key, params string[] components)
    {
        string[] all =
        [
            "@method", "@authority", "@path", "@query", "@target-uri", "content-digest", "content-type",
            "x-list;key=\"b\"", "content-type;bs", "@query-param;name=\"sort\"",
        ];
        var headers = await node.CallAsync(Library, "sign", new
        {
            message = Describe(message),
            request = Describe(message.Request),
            key = key.PrivateForNode,
            algorithm = key.Name,
            label = "theirs",
            components = components.Length == 0 ? all : components,
            parameters = new
            {
                created = Now.ToUnixTimeSeconds(),
                keyid = InteropKey.KeyId,
                nonce = "nonce-of-theirs",
                alg = key.Name,
                tag = "interop",
            },
        });
        return message
            .WithField("Signature-Input", headers.GetProperty("Signature-Input").GetString()!)
            .WithField("Signature", headers.GetProperty("Signature").GetString()!);
    }

    private static object? Describe(SignatureMessage? message) => message is null
        ? null
        : new
        {
            method = message.Method,
            url = message.IsRequest ? $"{message.Scheme}://{message.Authority}{message.Path}?{message.Query}" : null,
            status = message.Status,
            headers = JsonSerializer.SerializeToElement(
                message.Fields.ToDictionary(field => field.Name, field => field.Value)),
        };

    private static Func<SignatureField, SignatureField> Change(string name) =>
        field => field.Name == name ? field with { Value = field.Value + "x" } : field;
}
