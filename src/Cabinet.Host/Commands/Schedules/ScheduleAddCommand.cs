using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Cabinet.Domain.Schedules;

namespace Cabinet.Host.Commands.Schedules;

/// <summary><c>cabinet schedules add</c>.</summary>
internal sealed class ScheduleAddCommand
{
    private readonly Argument<string> name = ScheduleArguments.Name();
    private readonly Option<string?> cron = new("--cron")
    {
        HelpName = "EXPRESSION",
        Description = "Fire by a cron expression: minute, hour, day of the month, month, day of the week; with six fields, "
            + "seconds first.",
    };

    private readonly Option<string?> zone = new("--zone")
    {
        HelpName = "ZONE",
        Description = "With --cron: the time zone's IANA id, such as Europe/Berlin; the default is UTC.",
    };

    private readonly Option<string?> every = new("--every")
    {
        HelpName = "DURATION",
        Description = "Fire at an interval, as [days.]hours:minutes:seconds; 1 second to 366 days.",
    };

    private readonly Option<string?> at = new("--at")
    {
        HelpName = "TIME",
        Description = "Fire once, such as 2026-12-24T18:00:00+01:00; with --every, the first tick (the default is one interval from now).",
    };

    private readonly Option<string?> type = Filters.Name("--type", "The type of its jobs.");
    private readonly Option<string?> queue = Filters.Name("--queue", "Where its jobs wait; the default is the type's.");
    private readonly Option<string?> payload = new("--payload")
    {
        HelpName = "JSON",
        Description = "What each of its jobs gets; the default is {}.",
    };

    private readonly Option<string?> misfire = Filters.Choice<MisfirePolicy>(
        "--misfire", "What becomes of ticks that nobody fired in time; the default is fireOnce.");

    private readonly Option<string?> reason = AuditOptions.Reason();

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command("add", "Make a schedule; nodes fire it from then on.")
        {
            name, cron, zone, every, at, type, queue, payload, misfire, reason,
        };
        type.Required = true;
        command.Validators.Add(result =>
        {
            var byCron = result.GetValue(cron) is not null;
            var byInterval = result.GetValue(every) is not null;
            var byTime = result.GetValue(at) is not null;
            if ((byCron && (byInterval || byTime)) || !(byCron || byInterval || byTime))
            {
                result.AddError("Say when: --cron with --zone, --every with --at, or --at alone.");
            }
            else if (!byCron && result.GetValue(zone) is not null)
            {
                result.AddError("--zone belongs to --cron.");
            }
        });
        return command
            .WithCommonOptions()
            .WithNotes("A type that this program doesn't know is taken when --queue says where its jobs wait: another "
                + "application's nodes run them.")
            .WithExamples(
                ("schedules add nightly --cron '0 3 * * *' --zone Europe/Berlin --type report.send --queue reports",
                    "every day at three, by the clock on the wall"),
                ("schedules add poll --every 00:05:00 --type mail.poll --queue mail", "every five minutes"))
            .Does(RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandContext context)
    {
        var schedule = context.Parsed.GetRequiredValue(name);
        await using var session = await context.OpenStoreAsync();
        var now = session.Get<TimeProvider>().GetUtcNow();
        var jobs = session.Get<JobCatalog>();
        try
        {
            var result = await session.Get<ScheduleCommands>().AddAsync(
                Read(context.Parsed, schedule, jobs, now), Caller.LocalOperator, context.Parsed.GetValue(reason),
                context.CancellationToken);
            Operations.Report(context.Output, "add", "schedule", schedule, result, _ => $"Schedule {schedule} is made.");
            return ExitCode.Done;
        }
        catch (ArgumentException exception)
        {
            throw new CommandException(ExitCode.Usage, "badSchedule", exception.Message, exception);
        }
    }

    private ScheduleRecord Read(ParseResult parsed, string schedule, JobCatalog jobs, DateTimeOffset now)
    {
        var jobType = new JobType(parsed.GetRequiredValue(type)!);
        return new ScheduleRecord
        {
            Name = new ScheduleName(schedule),
            Timing = ReadTiming(parsed, now),
            Misfire = parsed.Read<MisfirePolicy>(misfire) ?? MisfirePolicy.FireOnce,
            Type = jobType,
            Queue = parsed.GetValue(queue) is { } given ? new QueueName(given) : QueueOf(jobType, jobs),
            Payload = Content.FromPlain(Encoding.UTF8.GetBytes(ReadPayload(parsed.GetValue(payload) ?? "{}"))),
            CreatedAt = now,
        };
    }

    private ScheduleTiming ReadTiming(ParseResult parsed, DateTimeOffset now)
    {
        if (parsed.GetValue(cron) is { } expression)
        {
            return new ScheduleTiming.Cron(expression, parsed.GetValue(zone) ?? "UTC");
        }

        var time = parsed.GetValue(at) is { } text ? ReadTime(text) : now;
        if (parsed.GetValue(every) is not { } interval)
        {
            return new ScheduleTiming.Once(time);
        }

        return TimeSpan.TryParseExact(interval, "c", CultureInfo.InvariantCulture, out var duration)
            ? new ScheduleTiming.Every(duration, time)
            : throw Bad($"--every is '{interval}'; write [days.]hours:minutes:seconds, such as 00:05:00.");
    }

    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw Bad($"--at is '{text}'; write a time such as 2026-12-24T18:00:00Z or 2026-12-24T18:00:00+01:00.");

    private static QueueName QueueOf(JobType type, JobCatalog jobs) => jobs.Find(type)?.Options.Queue ?? throw Bad(
        $"There is no job type '{type}' here. There are "
        + string.Join(", ", jobs.Definitions.Select(job => job.Type.Value).Order(StringComparer.Ordinal))
        + "; for one that another application runs, say its --queue.");

    private static string ReadPayload(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return json;
        }
        catch (JsonException exception)
        {
            throw new CommandException(
                ExitCode.Usage, "badSchedule", $"--payload is no JSON: {exception.Message}", exception);
        }
    }

    private static CommandException Bad(string message) => new(ExitCode.Usage, "badSchedule", message);
}
