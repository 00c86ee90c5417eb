using System.Net;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>What outgoing calls may reach beyond the public internet. Validated at start.</summary>
public sealed class OutboundOptions
{
    /// <summary>The most redirects that <see cref="MaxRedirects"/> allows.</summary>
    public const int RedirectsLimit = 20;

    /// <summary>The TCP ports that may be called, 1 to 65535. Default: 80 and 443.</summary>
    public ISet<int> Ports { get; } = new HashSet<int> { 80, 443 };

    /// <summary>
    /// Networks that may be called although they aren't public, such as <c>10.1.2.0/24</c>. A metadata address is only
    /// allowed by an entry for that one address (<c>/32</c> or <c>/128</c>). Default: none.
    /// </summary>
    public IList<IPNetwork> AllowedNetworks { get; } = [];

    /// <summary>Redirects that are followed in one call, 0 to <see cref="RedirectsLimit"/>. Default: 5.</summary>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How long resolving and connecting may take, above zero and at most 5 minutes. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    internal bool IsValid =>
        Ports.Count > 0
        && Ports.All(port => port is >= 1 and <= 65535)
        && MaxRedirects is >= 0 and <= RedirectsLimit
        && ConnectTimeout > TimeSpan.Zero
        && ConnectTimeout <= TimeSpan.FromMinutes(5);
}
