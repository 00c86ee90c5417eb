namespace Cabinet.Domain.Jobs;

/// <summary>When a failed job runs again: a pure function of attempt and failure kind with deterministic jitter.</summary>
/// <remarks>
/// The delay doubles with each attempt up to <see cref="MaximumDelay"/> and is then spread over its upper half ("equal
/// jitter") by a hash of the job's id and attempt, so that jobs which failed together don't come back together and
/// the same input still gives the same delay. Delays that were given one by one (<see cref="Listed(TimeSpan[])"/>,
/// <see cref="Constant"/>) are kept to the tick, without jitter.
/// </remarks>
public sealed record RetryPolicy
{
    /// <summary>The most attempts that any policy may allow.</summary>
    public const int AttemptLimit = 100;

    /// <summary>The longest delay that any policy may set.</summary>
    public static readonly TimeSpan DelayLimit = TimeSpan.FromDays(7);

    /// <summary>Makes a policy.</summary>
    /// <param name="maximumAttempts">1 to 100; the default is 10.</param>
    /// <param name="baseDelay">Delay after the first failure, above zero; the default is 1 second.</param>
    /// <param name="maximumDelay">From the base delay to 7 days; the default is 5 minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RetryPolicy(int maximumAttempts = 10, TimeSpan? baseDelay = null, TimeSpan? maximumDelay = null)
    {
        MaximumAttempts = maximumAttempts;
        BaseDelay = baseDelay ?? TimeSpan.FromSeconds(1);
        MaximumDelay = maximumDelay ?? TimeSpan.FromTicks(Math.Max(BaseDelay.Ticks, TimeSpan.FromMinutes(5).Ticks));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumAttempts, 1, nameof(maximumAttempts));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumAttempts, AttemptLimit, nameof(maximumAttempts));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(BaseDelay, TimeSpan.Zero, nameof(baseDelay));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumDelay, BaseDelay, nameof(maximumDelay));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumDelay, DelayLimit, nameof(maximumDelay));
    }

    private RetryPolicy(RetryDelays delays, int maximumAttempts)
        : this(maximumAttempts, delays.Shortest, delays.Longest) => Delays = delays;

    /// <summary>Ten attempts, from one second to five minutes apart.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>One attempt and no second.</summary>
    public static RetryPolicy Never { get; } = new(maximumAttempts: 1);

    /// <summary>The same delay after each failure, without jitter.</summary>
    /// <param name="delay">Above zero, at most 7 days.</param>
    /// <param name="maximumAttempts">1 to 100; the default is 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static RetryPolicy Constant(TimeSpan delay, int maximumAttempts = 10) =>
        new(new RetryDelays([delay], nameof(delay)), maximumAttempts);

    /// <summary>A delay of its own after each failure, without jitter, and one attempt more than there are delays.</summary>
    /// <param name="delays">1 to 99, the first for the first failure; each above zero and at most 7 days.</param>
    /// <exception cref="ArgumentException">There is no delay, or there are too many.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A delay is outside its range; the message says which.</exception>
    public static RetryPolicy Listed(params TimeSpan[] delays)
    {
        ArgumentNullException.ThrowIfNull(delays);
        return new(new RetryDelays(delays, nameof(delays)), delays.Length + 1);
    }

    /// <summary>The same, from a text as it stands in a configuration: <c>5s, 1m, 10m</c>.</summary>
    /// <param name="delays">Whole numbers with a unit (ms, s, m, h, d) and commas between.</param>
    /// <exception cref="ArgumentException">The text is no such list; the message says what is allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A delay is outside its range; the message says which.</exception>
    public static RetryPolicy Listed(string delays)
    {
        ArgumentNullException.ThrowIfNull(delays);
        var list = RetryDelays.Parse(delays, nameof(delays));
        return new(list, list.Count + 1);
    }

    /// <summary>How often a job may start, its first time included.</summary>
    public int MaximumAttempts { get; }

    /// <summary>The delay after the first failure, before jitter; of a list the shortest one.</summary>
    public TimeSpan BaseDelay { get; }

    /// <summary>The longest delay, before jitter.</summary>
    public TimeSpan MaximumDelay { get; }

    // Null when the delay doubles. A property, so that it counts for equality.
    private RetryDelays? Delays { get; }

    /// <summary>
    /// Another policy for failures of kind <see cref="FailureKind.Integration"/>: an external system that is down needs
    /// longer than a lost connection. Attempts are counted over all kinds. The default, null, is no other.
    /// </summary>
    /// <exception cref="ArgumentException">That policy has such a policy itself.</exception>
    public RetryPolicy? ForIntegration
    {
        get;
        init => field = value?.ForIntegration is null
            ? value
            : throw new ArgumentException("The policy for integration failures can't have a policy for them itself.");
    }

    /// <summary>
    /// How often a job may start whatever the kinds of its failures: the greater of <see cref="MaximumAttempts"/> and
    /// that of <see cref="ForIntegration"/>.
    /// </summary>
    public int MaximumAttemptsOfAnyKind => Math.Max(MaximumAttempts, ForIntegration?.MaximumAttempts ?? 0);

    /// <summary>What happens to a job whose attempt failed.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="kind">How it failed.</param>
    /// <param name="job">Seeds the jitter.</param>
    public RetryDecision Decide(int attempt, FailureKind kind, JobIdSeed job) => kind switch
    {
        FailureKind.Interrupted => RetryDecision.GiveBack,
        FailureKind.Permanent => RetryDecision.DeadLetter(DeadLetterReason.Permanent),
        FailureKind.Security => RetryDecision.DeadLetter(DeadLetterReason.Security),
        FailureKind.UnknownOutcome => RetryDecision.DeadLetter(DeadLetterReason.UnknownOutcome),
        FailureKind.Integration when ForIntegration is { } other => other.Decide(attempt, FailureKind.Transient, job),
        _ when attempt >= MaximumAttempts => RetryDecision.DeadLetter(DeadLetterReason.AttemptsExhausted),
        _ => RetryDecision.RetryAfter(Delays?.After(attempt) ?? Delay(attempt, job)),
    };

    private TimeSpan Delay(int attempt, JobIdSeed job)
    {
        // 2^40 base delays exceed any limit; the cap keeps the shift within range.
        var factor = 1L << Math.Clamp(attempt - 1, 0, 40);
        var ticks = BaseDelay.Ticks > MaximumDelay.Ticks / factor ? MaximumDelay.Ticks : BaseDelay.Ticks * factor;
        var half = ticks / 2;
        return TimeSpan.FromTicks(half + (long)(job.Fraction(attempt) * (ticks - half)));
    }
}
