using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.BackgroundTasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>What docs/queue/operating.md shows of retention.</summary>
internal static class Retention
{
    public static void Add(HostApplicationBuilder builder)
    {
        builder.Services.AddCabinet(cabinet => cabinet
            .AddJob<SendReceipt, SendReceiptHandler>(
                "receipt.send",
                ShopJson.Default.SendReceipt,
                new JobOptions
                {
                    // A million receipts a day: an hour is enough for those that were sent.
                    KeepHistory = new HistoryPeriods { Completed = TimeSpan.FromHours(1) },
                })
            .AddJob<ChargeCard, ChargeCardHandler>(
                "card.charge",
                ShopJson.Default.ChargeCard,
                new JobOptions
                {
                    KeepHistory = new HistoryPeriods { Completed = TimeSpan.FromDays(365) },
                    KeepDeadLetters = TimeSpan.FromDays(30),
                }));
        builder.Services.Configure<HistoryRetentionOptions>(options =>
        {
            options.KeepHistory = TimeSpan.FromDays(14);
            options.KeepHistoryByEnd = new HistoryPeriods { Discarded = TimeSpan.FromDays(90) };
        });
    }
}
