using System.Buffers;
using Cabinet.Application.Security.Webhooks;

namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>Reads a signature header: <c>version,signature</c>, several with one space between them.</summary>
internal static class SignatureList
{
    private const int LongestVersion = 16;

    private static readonly SearchValues<char> VersionCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>
    /// Versions that aren't known are read too: their form is bounded, what stands after the comma is anything visible.
    /// </summary>
    internal static bool TryRead(string header, out WebhookSignature[] signatures, out WebhookRefusal refusal)
    {
        signatures = [];
        refusal = WebhookRefusal.MalformedSignature;
        if (header.Length > WebhookLimits.MaxSignatureHeaderLength) return false;
        var entries = header.Split(' ', WebhookLimits.MaxSignatures + 1);
        if (entries.Length > WebhookLimits.MaxSignatures)
        {
            refusal = WebhookRefusal.TooManySignatures;
            return false;
        }

        var result = new WebhookSignature[entries.Length];
        for (var index = 0; index < entries.Length; index++)
        {
            if (!TryReadEntry(entries[index], out result[index])) return false;
        }

        signatures = result;
        return true;
    }

    private static bool TryReadEntry(string entry, out WebhookSignature signature)
    {
        signature = default;
        var comma = entry.IndexOf(',', StringComparison.Ordinal);
        if (comma is <= 0 or > LongestVersion || comma == entry.Length - 1) return false;
        if (entry.AsSpan(0, comma).ContainsAnyExcept(VersionCharacters)) return false;
        if (entry.AsSpan(comma).ContainsAnyExceptInRange('!', '~')) return false;
        signature = new WebhookSignature(entry[..comma], entry[(comma + 1)..]);
        return true;
    }
}
