using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Postgres.Tests.Writing.Operations;

public sealed class NonceCommandsTests : OperationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_nonce_is_used_once_and_only_while_it_is_remembered()
    {
        var nonce = Nonce('a', Now.AddMinutes(1));
        Assert.Equal(CommitResult.Done, await CommitAsync(nonce));
        Assert.Equal(Refused(Refusal.NonceUsed), await CommitAsync(nonce));

        Assert.Equal(
            new CommitResult.Committed { Affected = 1 },
            await CommitAsync(new PruneNonces(Now.AddMinutes(2), 100)));
        Assert.Equal(Refused(Refusal.NonceExpired), await CommitAsync(nonce));
        Assert.Equal(CommitResult.Done, await CommitAsync(Nonce('b', Now.AddMinutes(2))));
    }

    [Fact]
    public async Task A_nonce_that_is_being_forgotten_is_not_admitted_by_a_floor_read_too_early()
    {
        var nonce = Nonce('c', Now.AddMinutes(10));
        Assert.Equal(CommitResult.Done, await CommitAsync(nonce));

        await using var pruning = await OpenAsync();
        await using var transaction = await pruning.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            new CommitResult.Committed { Affected = 1 },
            await CommitAsync(pruning, new PruneNonces(Now.AddMinutes(11), 100)));

        await using var consuming = await OpenAsync();
        var consumed = CommitAsync(consuming, nonce);
        await WaitUntilBlockedAsync(consuming, consumed);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Refused(Refusal.NonceExpired), await consumed);
    }

    [Fact]
    public async Task Of_two_that_use_one_nonce_at_the_same_time_the_second_is_refused()
    {
        var nonce = Nonce('d', Now.AddMinutes(30));
        await using var first = await OpenAsync();
        await using var transaction = await first.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CommitResult.Done, await CommitAsync(first, nonce));

        await using var second = await OpenAsync();
        var used = CommitAsync(second, nonce);
        await WaitUntilBlockedAsync(second, used);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Refused(Refusal.NonceUsed), await used);
    }

    private static ConsumeNonce Nonce(char digit, DateTimeOffset keepUntil) => new("", new string(digit, 64), keepUntil);
}
