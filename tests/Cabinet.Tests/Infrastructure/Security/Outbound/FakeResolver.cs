using System.Net;
using Cabinet.Infrastructure.Security.Outbound;

namespace Cabinet.Tests.Infrastructure.Security.Outbound;

/// <summary>A fake of the system's resolver: each look-up gets the next answer, the last one stays.</summary>
internal sealed class FakeResolver(params string[][] answers) : IOutboundResolver
{
    internal int Lookups { get; private set; }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var answer = answers[Math.Min(Lookups++, answers.Length - 1)];
        return Task.FromResult(Array.ConvertAll(answer, IPAddress.Parse));
    }
}
