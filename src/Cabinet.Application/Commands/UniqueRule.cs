using System.Globalization;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>What the options of an enqueue say about its unique key.</summary>
internal static class UniqueRule
{
    private const string NonceScope = "unique-period";

    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    // A node whose clock is behind by less still meets what the others have used up.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>Checks the options that have to do with uniqueness.</summary>
    /// <exception cref="ArgumentException">One is outside its range, or two don't go together.</exception>
    public static void Check(EnqueueOptions options, bool isInTransaction)
    {
        Require(
            options.UniqueKey is not { Length: 0 or > EnqueueOptions.MaximumUniqueKey },
            $"The unique key has {options.UniqueKey?.Length} characters; allowed are 1 to {EnqueueOptions.MaximumUniqueKey}.");
        Require(
            options.UniqueKey is null || !options.UniqueByPayload,
            "A job is unique by a key or by its payload. Set one of UniqueKey and UniqueByPayload.");
        var asksForMore = options.UniqueAmong != UniqueAmong.Unfinished || options.UniqueFor is not null
            || options.ReplaceWaiting;
        Require(
            HasKey(options) || !asksForMore,
            "UniqueAmong, UniqueFor and ReplaceWaiting need a key. Set UniqueKey or UniqueByPayload.");
        Require(
            options.UniqueFor is not { } period
            || (period >= TimeSpan.FromSeconds(1) && period <= LongestPeriod
                && period.Ticks % TimeSpan.TicksPerMillisecond == 0),
            $"The period of a unique job is {options.UniqueFor}; it must be from 1 second to 366 days, in whole milliseconds.");
        Require(
            options.UniqueFor is null || !options.ReplaceWaiting,
            "A job that is enqueued once in a period can't be replaced in it. Set one of UniqueFor and ReplaceWaiting.");
        Require(
            !isInTransaction || (options.UniqueAmong == UniqueAmong.Unfinished && !options.ReplaceWaiting),
            "Within your own transaction a unique job can neither replace another nor take its key. Leave UniqueAmong and "
            + "ReplaceWaiting as they are, or enqueue after your commit.");
    }

    /// <summary>Whether the options ask for a unique job.</summary>
    public static bool HasKey(EnqueueOptions options) => options.UniqueKey is not null || options.UniqueByPayload;

    /// <summary>The key of a job, or null.</summary>
    public static string? KeyOf(EnqueueOptions options, JobType type, ReadOnlyMemory<byte> payload) =>
        options.UniqueByPayload ? PayloadKey.Of(type, payload) : options.UniqueKey;

    /// <summary>When the period ends that a time lies in.</summary>
    public static DateTimeOffset EndOf(TimeSpan period, DateTimeOffset now) =>
        DateTimeOffset.UnixEpoch + (((now - DateTimeOffset.UnixEpoch).Ticks / period.Ticks) + 1) * period;

    /// <summary>Uses the key's period up.</summary>
    public static ConsumeNonce UseUp(TimeSpan period, string key, DateTimeOffset now)
    {
        var end = EndOf(period, now);
        var nonce = string.Create(
            CultureInfo.InvariantCulture,
            $"{period.Ticks / TimeSpan.TicksPerMillisecond}/{end.ToUnixTimeMilliseconds()}/{key}");
        return new ConsumeNonce(NonceScope, nonce, end + ClockTolerance);
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
