using System.Globalization;
using Cabinet.Infrastructure.BackgroundTasks;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class CronosCalendarTests
{
    private readonly CronosCalendar calendar = new();

    // Europe/Berlin: 2026-03-29 02:00 to 03:00 is left out; 2026-10-25 02:00 to 03:00 comes twice.
    // Australia/Lord_Howe: 2026-10-04 02:00 to 02:30 is left out; 2026-04-05 01:30 to 02:00 comes twice.
    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("0,30 * * * *", "Europe/Berlin", "2026-10-25T00:15Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00Z", "2026-10-03T15:30Z", "2026-10-04T15:15Z")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00Z", "2026-04-04T14:45Z", "2026-04-05T15:15Z")]
    [InlineData("0 0 29 2 *", "UTC", "2026-01-01T00:00Z", "2028-02-29T00:00Z", "2032-02-29T00:00Z")]
    [InlineData("*/10 * * * * *", "UTC", "2026-01-01T00:00Z", "2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z")]
    public void Ticks_follow_the_clock_on_the_wall(string cron, string zone, string after, string first, string second)
    {
        var one = calendar.Next(cron, zone, Time(after));
        Assert.Equal(Time(first), one);
        Assert.Equal(TimeSpan.Zero, one!.Value.Offset);
        Assert.Equal(Time(second), calendar.Next(cron, zone, one.Value));
    }

    [Theory]
    [InlineData("0 0 30 2 *", "UTC")]
    public void An_expression_that_never_comes_has_no_tick(string cron, string zone) =>
        Assert.Null(calendar.Next(cron, zone, Time("2026-01-01T00:00Z")));

    [Theory]
    [InlineData("61 * * * *", "UTC", "'61 * * * *' is no cron expression: ")]
    [InlineData("daily", "UTC", "Write five fields (minute, hour, day of the month, month, day of the week)")]
    [InlineData("0 3 * * *", "Europe/Atlantis", "There is no time zone 'Europe/Atlantis' on this machine. Give an IANA id")]
    public void What_is_wrong_is_said(string cron, string zone, string said)
    {
        Assert.Contains(said, calendar.Refuse(cron, zone), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => calendar.Next(cron, zone, Time("2026-01-01T00:00Z")));
        Assert.Null(calendar.Refuse("0 3 * * *", "Europe/Berlin"));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
