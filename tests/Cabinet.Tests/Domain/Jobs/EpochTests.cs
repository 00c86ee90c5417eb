using Cabinet.Domain.Jobs;

namespace Cabinet.Tests.Domain.Jobs;

public sealed class EpochTests
{
    [Fact]
    public void The_next_epoch_is_newer() => Assert.True(Epoch.None.Next() > Epoch.None);
}
