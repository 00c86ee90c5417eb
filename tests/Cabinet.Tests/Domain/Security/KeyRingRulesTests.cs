using Cabinet.Domain.Security;

namespace Cabinet.Tests.Domain.Security;

public sealed class KeyRingRulesTests
{
    [Fact]
    public void The_newest_active_version_of_the_purpose_seals()
    {
        KeyVersionRecord[] records =
        [
            Make(1, 1, KeyState.Active),
            Make(1, 3, KeyState.Active),
            Make(1, 4, KeyState.Pending),
            Make(1, 5, KeyState.Retired),
            Make(1, 6, KeyState.Destroyed),
            Make(2, 9, KeyState.Active, KeyPurposes.Digest),
        ];

        Assert.Same(records[1], KeyRingRules.SelectSealing(records, KeyPurposes.Content));
        Assert.Same(records[1], KeyRingRules.SelectSealing(records.Reverse(), KeyPurposes.Content));
    }

    [Fact]
    public void Among_equals_all_nodes_choose_the_smallest_id()
    {
        KeyVersionRecord[] records = [Make(8, 1, KeyState.Active), Make(3, 1, KeyState.Active)];

        Assert.Same(records[1], KeyRingRules.SelectSealing(records, KeyPurposes.Content));
        Assert.Same(records[1], KeyRingRules.SelectSealing(records.Reverse(), KeyPurposes.Content));
    }

    [Fact]
    public void Without_an_active_version_nothing_seals() => Assert.Null(
        KeyRingRules.SelectSealing([Make(1, 1, KeyState.Retired)], KeyPurposes.Content));

    [Theory]
    [InlineData(KeyState.None, false, false)]
    [InlineData(KeyState.Pending, false, false)]
    [InlineData(KeyState.Active, true, true)]
    [InlineData(KeyState.Retired, false, true)]
    [InlineData(KeyState.Destroyed, false, false)]
    public void A_state_says_what_a_version_may_do(KeyState state, bool seals, bool opens)
    {
        Assert.Equal(seals, KeyRingRules.MaySeal(state));
        Assert.Equal(opens, KeyRingRules.MayOpen(state));
    }

    private static KeyVersionRecord Make(
        ulong id, int version, KeyState state, string purpose = KeyPurposes.Content) => new()
        {
            KeyId = new KeyId(id),
            Version = new KeyVersion(version),
            Purpose = purpose,
            State = state,
            Profile = 1,
            WrappedKey = default,
            CheckValue = default,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
}
