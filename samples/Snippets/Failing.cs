using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Infrastructure;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>What docs/queue/failing.md shows.</summary>
internal static class Failing
{
    public static void Add(HostApplicationBuilder builder)
    {
        builder.Services.AddCabinet(cabinet => cabinet
            .AddJob<ChargeCard, ChargeCardHandler>(
                "card.charge",
                ShopJson.Default.ChargeCard,
                new JobOptions
                {
                    // Five attempts, from two seconds to ten minutes apart; twenty while the provider is down.
                    Retry = new RetryPolicy(5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10))
                    {
                        ForIntegration = new RetryPolicy(20, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
                    },

                    // However many failed: a hundred retries a minute on each node.
                    RetryBudget = new RateLimit(100, TimeSpan.FromMinutes(1)),
                    Timeout = TimeSpan.FromSeconds(30),
                }));
    }
}
