using System.Text;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.CanonicalJson;

namespace Cabinet.Tests.Infrastructure.Security.CanonicalJson;

/// <summary>Short forms of the canonicaliser for its tests.</summary>
internal static class Canonical
{
    internal static CanonicalJsonResult Run(byte[] json) => JsonCanonicalizer.Shared.Canonicalize(json);

    internal static CanonicalJsonResult Run(string json) => Run(Encoding.UTF8.GetBytes(json));

    /// <summary>The canonical form, which must exist.</summary>
    internal static string Text(string json)
    {
        var result = Run(json);
        Assert.True(result.IsCanonical, $"{result.Refusal} for {json}");
        return Encoding.UTF8.GetString(result.Canonical);
    }

    internal static CanonicalJsonRefusal? Refusal(string json) => Run(json).Refusal;
}
