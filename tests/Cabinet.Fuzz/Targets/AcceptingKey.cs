using Cabinet.Application.Security.Signatures;

namespace Cabinet.Fuzz.Targets;

/// <summary>A key that accepts every signature, so that a fuzzer gets behind the check that it can't pass.</summary>
internal sealed class AcceptingKey(SignatureAlgorithm algorithm) : IVerificationKey
{
    public SignatureAlgorithm Algorithm => algorithm;

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => true;

    public void Dispose()
    {
    }
}
