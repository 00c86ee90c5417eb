using Cabinet.Domain.Schedules;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>What docs/queue/schedules.md shows.</summary>
internal static class Schedules
{
    public static void Add(HostApplicationBuilder builder, DateTimeOffset from)
    {
        builder.Services.AddCabinet(cabinet => cabinet
            .AddJob<SendReport, SendReportHandler>("report.send", ShopJson.Default.SendReport)
            .AddSchedule("nightly", new ScheduleTiming.Cron("0 3 * * *", "Europe/Berlin"), new SendReport("daily"))
            .AddSchedule("poll", new ScheduleTiming.Every(TimeSpan.FromMinutes(5), from), new SendReport("mail")));
        builder.Services.AddWorkers().AddBackgroundTasks(); // nodes with background tasks fire what is due
    }
}
