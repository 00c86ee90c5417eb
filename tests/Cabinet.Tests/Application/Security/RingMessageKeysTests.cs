using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;
using Cabinet.Conformance;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Persistence.InMemory;

namespace Cabinet.Tests.Application.Security;

/// <summary>Messages that are signed with the ring's keys, through rotation and destruction.</summary>
public sealed class RingMessageKeysTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cabinet-ring-messages-").FullName;
    private readonly InMemoryStoreDriver driver = new();
    private RingNode node = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IRingMessageKeys Keys => node.Get<IRingMessageKeys>();

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await driver.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_signed_before_a_rotation_verifies_until_the_version_is_destroyed()
    {
        await StartAsync();
        await RotateAsync();
        var old = await node.ActiveAsync(KeyPurposes.HttpSignature);
        var before = Sign(Keys.FindActive());

        await RotateAsync();
        var after = Sign(Keys.FindActive());

        Assert.NotEqual(KeyIdOf(before), KeyIdOf(after));
        Assert.Equal(KeyIdOf(before), (await VerifyAsync(before))?.KeyId);
        Assert.Equal(KeyIdOf(after), (await VerifyAsync(after))?.KeyId);

        Assert.IsType<KeyResult.Changed>(await node.DestroyAsync(old));
        await node.LookAsync();
        Assert.Null(await VerifyAsync(before));
        Assert.NotNull(await VerifyAsync(after));
    }

    [Fact]
    public async Task A_key_that_was_rotated_away_signs_no_more()
    {
        await StartAsync();
        await RotateAsync();
        var stale = Keys.FindActive();
        await RotateAsync();

        var error = Assert.Throws<KeyRingException>(() => Sign(stale));

        Assert.Contains(stale.KeyId, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_tenant_s_key_and_no_unknown_one_verifies()
    {
        await StartAsync();
        await RotateAsync("acme");
        var signed = Sign(Keys.FindActive("acme"));

        Assert.NotNull(await VerifyAsync(signed, "acme"));
        Assert.Null(await VerifyAsync(signed));
        Assert.Null(await VerifyAsync(signed, "other"));
    }

    [Fact]
    public async Task Without_a_key_it_says_which_is_missing()
    {
        await StartAsync();

        var error = Assert.Throws<KeyRingException>(() => Keys.FindActive());

        Assert.Contains(KeyPurposes.HttpSignature, error.Message, StringComparison.Ordinal);
    }

    private async Task StartAsync() =>
        node = await RingNode.StartAsync(driver, folder, new StoreSamples(), isNode: false);

    private async Task RotateAsync(string tenant = "")
    {
        Assert.IsType<KeyResult.Changed>(await node.RotateAsync(KeyPurposes.HttpSignature, tenant));
        await node.LookAsync();
    }

    private SignatureMessage Sign(RingSigningKey signing)
    {
        var request = SignatureMessage.ForRequest("GET", "https", "api.example.com", "/orders/7");
        var parameters = new SigningParameters
        {
            Components = VerificationPolicy.RequestComponents,
            KeyId = signing.KeyId,
            Created = TimeProvider.System.GetUtcNow(),
            Nonce = "nonce-1",
        };
        return request.WithSignature(node.Get<IMessageSigner>().Sign(request, parameters, signing.Key));
    }

    private async Task<VerificationResult.Verified?> VerifyAsync(SignatureMessage message, string tenant = "") =>
        await node.Get<IMessageVerifier>().VerifyAsync(
            message, new VerificationPolicy { Keys = Keys.Lookup(tenant) }, Cancel) as VerificationResult.Verified;

    private static string KeyIdOf(SignatureMessage message) => message.Fields
        .Single(field => field.Name.Equals("Signature-Input", StringComparison.OrdinalIgnoreCase)).Value
        .Split("keyid=\"")[1].Split('"')[0];
}
