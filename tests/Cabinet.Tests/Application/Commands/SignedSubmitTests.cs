using System.Text;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Policies;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Tests.Application.Queue;

namespace Cabinet.Tests.Application.Commands;

/// <summary>A signed command is admitted at most once, by the commit that carries it (guarantee 6).</summary>
public sealed class SignedSubmitTests
{
    private static readonly PipelineName Pipeline = new("signed");
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_replays_at_once_one_is_admitted_and_the_others_learn_a_reference_only()
    {
        await using var fixture = await OpenAsync();
        var command = Command(fixture, "nonce-1");

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(
            async () => await fixture.Tasks.SubmitAsync(command, Caller.LocalOperator, Cancel), Cancel)));

        Assert.Single(results.OfType<SubmitResult.Accepted>());
        var refused = results.OfType<SubmitResult.Refused>().ToArray();
        Assert.Equal(63, refused.Length);
        Assert.All(refused, one => Assert.True(Guid.TryParse(one.Reference, out _)));
        Assert.Single(await fixture.ClaimAllAsync());
        var entries = await AuditAsync(fixture);
        Assert.Equal(63, entries.Count(entry => entry.Contains("command.refused", StringComparison.Ordinal)));
        Assert.Single(entries, entry => entry.Contains("command.accepted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_command_consumes_nothing_and_a_retry_signs_anew()
    {
        await using var fixture = await OpenAsync();
        var first = Command(fixture, "nonce-1") with { IdempotencyKey = "order-7" };
        var accepted = Assert.IsType<SubmitResult.Accepted>(await SubmitAsync(fixture, first));

        // Refused as a whole by the idempotency key, so its nonce is still free.
        var retry = Command(fixture, "nonce-2") with { IdempotencyKey = "order-7" };
        var already = Assert.IsType<SubmitResult.AlreadyAccepted>(await SubmitAsync(fixture, retry));
        Assert.Equal(accepted.Id, already.Id);

        Assert.IsType<SubmitResult.Accepted>(
            await SubmitAsync(fixture, Command(fixture, "nonce-2") with { IdempotencyKey = "order-8" }));
    }

    [Fact]
    public async Task A_nonce_is_one_signers()
    {
        await using var fixture = await OpenAsync();
        var now = fixture.Time.GetUtcNow();

        Assert.IsType<SubmitResult.Accepted>(await SubmitAsync(fixture, Signed(new SignedCommand("ab", "c", now))));
        Assert.IsType<SubmitResult.Accepted>(await SubmitAsync(fixture, Signed(new SignedCommand("a", "bc", now))));
        Assert.IsType<SubmitResult.Refused>(await SubmitAsync(fixture, Signed(new SignedCommand("ab", "c", now))));
    }

    [Theory]
    [InlineData(-30_000, true)]
    [InlineData(-30_001, false)]
    [InlineData(330_000, true)]
    [InlineData(330_001, false)]
    public async Task A_command_is_fresh_from_edge_to_edge(int millisecondsAfter, bool isAdmitted)
    {
        await using var fixture = await OpenAsync();
        var created = fixture.Time.GetUtcNow().AddMilliseconds(-millisecondsAfter);

        var result = await SubmitAsync(fixture, Signed(new SignedCommand("client", "nonce-1", created)));

        Assert.Equal(isAdmitted, result is SubmitResult.Accepted);
        Assert.Equal(!isAdmitted, result is SubmitResult.Refused);
    }

    [Fact]
    public async Task What_a_clean_up_may_have_forgotten_is_never_admitted_again()
    {
        await using var fixture = await OpenAsync();
        var command = Command(fixture, "nonce-1");
        await SubmitAsync(fixture, command);

        // Somebody's clock runs an hour ahead, and cleans up.
        await fixture.CommitAsync(new PruneNonces(fixture.Time.GetUtcNow().AddHours(1), 100));

        Assert.IsType<SubmitResult.Refused>(await SubmitAsync(fixture, command));
    }

    [Fact]
    public async Task A_clean_up_in_time_frees_nothing_that_is_fresh_somewhere()
    {
        await using var fixture = await OpenAsync();
        var command = Command(fixture, "nonce-1");
        await SubmitAsync(fixture, command);
        fixture.Time.Advance(Window);
        await fixture.CommitAsync(new PruneNonces(fixture.Time.GetUtcNow(), 100));

        Assert.IsType<SubmitResult.Refused>(await SubmitAsync(fixture, command));
    }

    [Fact]
    public void A_signed_command_prints_no_nonce_and_wants_both_names()
    {
        var command = new SignedCommand("client", "nonce-1", DateTimeOffset.UnixEpoch);

        Assert.DoesNotContain("nonce-1", command.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SignedCommand("", "n", DateTimeOffset.UnixEpoch));
        Assert.Throws<ArgumentException>(() => new SignedCommand("s", new string('n', 201), DateTimeOffset.UnixEpoch));
    }

    private static Task<ExecutorFixture> OpenAsync() => ExecutorFixture.OpenAsync(
        null,
        new PipelineDefinition(Pipeline, new StageDefinition { Name = new StageName("only"), Job = ExecutorFixture.Type }));

    private static SubmitTask Command(ExecutorFixture fixture, string nonce) =>
        Signed(new SignedCommand("client", nonce, fixture.Time.GetUtcNow()));

    private static SubmitTask Signed(SignedCommand signed) =>
        new(Pipeline, ExecutorFixture.Json(0)) { SignedAs = signed };

    private static ValueTask<SubmitResult> SubmitAsync(ExecutorFixture fixture, SubmitTask command) =>
        fixture.Tasks.SubmitAsync(command, Caller.LocalOperator, Cancel);

    private static async Task<IReadOnlyList<string>> AuditAsync(ExecutorFixture fixture) =>
    [
        .. (await fixture.Store.Audit.ListLastAsync(1_000, Cancel))
            .Select(entry => Encoding.UTF8.GetString(entry.Entry.Span)),
    ];
}
