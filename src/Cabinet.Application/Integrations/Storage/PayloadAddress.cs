using System.Globalization;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Integrations.Storage;

/// <summary>Where a job's payload lies in the storage. No two puts have the same one.</summary>
/// <param name="Job">The job that it is for.</param>
/// <param name="Digest">The keyed digest of its content.</param>
/// <param name="Copy">Tells this put from others of the same content.</param>
public readonly record struct PayloadAddress(JobId Job, ContentDigest Digest, Guid Copy)
{
    private const int DigestLength = 2 * ContentDigest.Size;
    private const int IdLength = 32;

    /// <summary>Reads an address from what <see cref="ToString"/> wrote; false for anything else.</summary>
    public static bool TryParse(string? text, out PayloadAddress address)
    {
        address = default;
        if (text is not { Length: DigestLength + (2 * (1 + IdLength)) }
            || !ContentDigest.TryParse(text[..DigestLength], out var digest)
            || !Guid.TryParseExact(text.AsSpan(DigestLength + 1, IdLength), "N", out var job)
            || !Guid.TryParseExact(text.AsSpan(DigestLength + IdLength + 2, IdLength), "N", out var copy))
        {
            return false;
        }

        address = new PayloadAddress(new JobId(job), digest, copy);
        return address.ToString() == text;
    }

    /// <summary>The address as 130 lower-case hexadecimal digits and hyphens: safe as a name of a file or an object.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Digest}-{Job.Value:N}-{Copy:N}");
}
