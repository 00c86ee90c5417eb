using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// RFC 9421 and RFC 9530, under keys that accept every signature and under two policies: the default one, and one that
/// requires nothing.
/// </summary>
internal sealed class HttpSignatureTarget : FuzzTarget
{
    private const string Parameters = ";created=1800000000;nonce=\"bm9uY2U\";keyid=";
    private const string Digest = "content-digest: sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:";

    // What the two signatures of 32 and of 64 zeros look like.
    private static readonly string Zeros32 = Convert.ToBase64String(new byte[32]);
    private static readonly string Zeros64 = Convert.ToBase64String(new byte[64]);

    private static readonly Dictionary<string, IVerificationKey> Keys = new()
    {
        ["h"] = new AcceptingKey(SignatureAlgorithm.HmacSha256),
        ["e"] = new AcceptingKey(SignatureAlgorithm.Ed25519),
        ["p"] = new AcceptingKey(SignatureAlgorithm.EcdsaP256Sha256),
    };

    private static readonly VerificationPolicy Strict = new()
    {
        Keys = (keyId, _) => ValueTask.FromResult(Keys.GetValueOrDefault(keyId)),
    };

    private static readonly VerificationPolicy Lax = Strict with
    {
        RequiredComponents = [],
        RequiredParameters = SignatureParameters.None,
        StructuredFields = new Dictionary<string, StructuredFieldType>
        {
            ["x-item"] = StructuredFieldType.Item,
            ["x-list"] = StructuredFieldType.List,
            ["x-dict"] = StructuredFieldType.Dictionary,
        },
    };

    private readonly MessageVerifier verifier = new(new StandingClock());

    internal override string Name => "http-signature";

    internal override IEnumerable<byte[]> Seeds() => new[]
    {
        Signed(
            "GET https example.com /a b=c",
            $"s=(\"@method\" \"@authority\" \"@path\" \"@query\"){Parameters}\"h\"",
            $"s=:{Zeros32}:"),
        Signed(
            $"POST https example.com /a\n{Digest}",
            "s=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\")"
                + $"{Parameters}\"e\";expires=1800000100;alg=\"ed25519\"",
            $"s=:{Zeros64}:") + "test",
        Signed(
            "200\n^x-item:1",
            $"s=(\"@status\" \"@method\";req \"x-item\";req;sf){Parameters}\"p\";tag=\"t\"",
            $"s=:{Zeros64}:"),
        Signed(
            "GET https example.com:443 /a?b q=1&q=2&r=%20+\nx-dict: a=1, b;x=2\nx-dict:c=(1 2)\nx-list: 1,2"
                + "\n>x-item: tok",
            "a=(\"x-dict\";key=\"b\" \"x-dict\";sf \"x-list\";bs \"x-item\";tr \"@query-param\";name=\"r\" "
                + "\"@target-uri\" \"@request-target\" \"@scheme\");keyid=\"h\"",
            $"a=:{Zeros32}:"),
        Signed("OPTIONS https example.com *\n?*", "s=(\"@request-target\");keyid=\"h\"", $"s=:{Zeros32}:"),
        Signed(
            "GET https example.com /",
            $"a=(){Parameters}\"h\", b=(\"@path\");keyid=\"h\"",
            $"a=:{Zeros32}:, b=:{Zeros32}:"),
    }.Select(Encoding.Latin1.GetBytes);

    protected override bool Decode(ReadOnlySpan<byte> input)
    {
        var message = HttpMessageText.Read(input);
        var isStrict = Verify(message, Strict);
        var isLax = Verify(message, Lax);
        Require(isLax || !isStrict, "The stricter policy accepted more.");
        return isLax;
    }

    private static string Signed(string message, string input, string signature) =>
        $"{message}\nsignature-input: {input}\nsignature: {signature}\n\n";

    private bool Verify(SignatureMessage message, VerificationPolicy policy)
    {
        var pending = verifier.VerifyAsync(message, policy).AsTask();
        Require(pending.IsCompleted, "Verification waited although its key was at hand.");
        if (pending.GetAwaiter().GetResult() is not VerificationResult.Verified verified)
        {
            return false;
        }

        Require(verified.AcceptableUntil is not { } until || until >= StandingClock.Now, "It is too late already.");
        Require(Keys.ContainsKey(verified.KeyId), "A key verified that doesn't exist.");
        return true;
    }
}
