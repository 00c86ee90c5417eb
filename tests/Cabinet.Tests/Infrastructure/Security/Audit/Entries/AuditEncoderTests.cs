using System.Text;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Entries;

namespace Cabinet.Tests.Infrastructure.Security.Audit.Entries;

public sealed class AuditEncoderTests
{
    private static readonly AuditEvent Event = new()
    {
        Id = new Guid("019a2f4e-5c1b-7d3e-8f00-0123456789ab"),
        At = new DateTimeOffset(2026, 11, 22, 21, 5, 0, 250, TimeSpan.FromHours(2)),
        Action = AuditActions.DeadLetterRedriven,
        Actor = "local operator",
        Subject = "019a2f4e-0000-7000-8000-0123456789ab",
        Reason = "the printer is \"back\"",
        Reference = "ref-1",
        Details = new Dictionary<string, string> { ["type"] = "photo.render", ["attempts"] = "3" },
    };

    [Fact]
    public void An_entry_is_canonical_JSON_with_stable_names()
    {
        const string Expected =
            """
            {"action":"dead-letter.redriven","actor":"local operator","at":"2026-11-22T19:05:00.250Z","details":{"attempts":"3","type":"photo.render"},"format":1,"id":"019a2f4e-5c1b-7d3e-8f00-0123456789ab","outcome":"done","reason":"the printer is \"back\"","reference":"ref-1","subject":"019a2f4e-0000-7000-8000-0123456789ab"}
            """;

        Assert.Equal(Expected, Encode(Event));
    }

    [Fact]
    public void What_is_not_given_is_not_there()
    {
        var bare = new AuditEvent { Id = Event.Id, At = Event.At, Action = "command.refused", Actor = "x", Outcome = AuditOutcome.Refused };

        Assert.Equal(
            """
            {"action":"command.refused","actor":"x","at":"2026-11-22T19:05:00.250Z","format":1,"id":"019a2f4e-5c1b-7d3e-8f00-0123456789ab","outcome":"refused","subject":""}
            """,
            Encode(bare));
    }

    [Fact]
    public void The_same_event_gives_the_same_bytes_whatever_the_order_of_its_details()
    {
        var turned = Event with { Details = new Dictionary<string, string> { ["attempts"] = "3", ["type"] = "photo.render" } };

        Assert.Equal(Encode(Event), Encode(turned));
    }

    [Fact]
    public void An_event_beyond_its_bounds_is_refused_in_words_that_hold_nothing_of_it()
    {
        AuditEvent[] wrong =
        [
            Event with { Action = "" },
            Event with { Action = "with space" },
            Event with { Actor = "" },
            Event with { Actor = new string('x', 201) },
            Event with { Subject = new string('x', 201) },
            Event with { Reason = new string('x', 1_001) },
            Event with { Reference = new string('x', 201) },
            Event with { Outcome = 0 },
            Event with { Details = new Dictionary<string, string> { ["a b"] = "x" } },
            Event with { Details = new Dictionary<string, string> { ["a"] = new('x', 201) } },
            Event with { Details = Enumerable.Range(0, 17).ToDictionary(number => $"d{number}", _ => "x") },
        ];

        Assert.All(wrong, audited =>
        {
            var refused = Assert.Throws<ArgumentException>(() => Encode(audited));
            Assert.DoesNotContain("xxxx", refused.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_largest_event_fits_and_a_larger_one_is_refused()
    {
        var most = Event with
        {
            Reason = new string('ä', 1_000),
            Details = Enumerable.Range(0, 16).ToDictionary(number => $"d{number}", _ => new string('ä', 200)),
        };
        var tooMuch = Event with
        {
            Reason = new string('\u20AC', 1_000),
            Subject = new string('\u20AC', 200),
            Details = Enumerable.Range(0, 16).ToDictionary(number => $"d{number}", _ => new string('"', 200)),
        };

        Assert.InRange(Encoding.UTF8.GetByteCount(Encode(most)), 8_000, IAuditEncoder.MaximumEntry);
        Assert.InRange(Encoding.UTF8.GetByteCount(Encode(tooMuch)), 8_000, IAuditEncoder.MaximumEntry);
    }

    private static string Encode(AuditEvent audited) => Encoding.UTF8.GetString(new AuditEncoder().Encode(audited).Span);
}
