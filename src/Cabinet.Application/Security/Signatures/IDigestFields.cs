namespace Cabinet.Application.Security.Signatures;

/// <summary>Writes the fields <c>Content-Digest</c> and <c>Repr-Digest</c> (RFC 9530).</summary>
public interface IDigestFields
{
    /// <summary>The field's value for some content, sha-256 before sha-512.</summary>
    /// <exception cref="ArgumentException">No algorithm was asked for, or an unknown one.</exception>
    string Compute(ReadOnlySpan<byte> content, DigestAlgorithms algorithms);
}
