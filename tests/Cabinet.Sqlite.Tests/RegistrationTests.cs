using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cabinet.Sqlite.Tests;

public sealed class RegistrationTests : IDisposable
{
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task One_line_gives_driver_migrator_and_seat()
    {
        await using var services = store.Services();
        Assert.NotNull(services.GetRequiredService<IStoreMigrator>());
        Assert.NotNull(services.GetRequiredService<INodeSeat>());
        Assert.Same(services.GetRequiredService<IStoreDriver>(), services.GetRequiredService<IStoreDriver>());
    }

    [Theory]
    [InlineData("Path")]
    [InlineData("BusyTimeout")]
    [InlineData("MaximumPendingBytes")]
    [InlineData("Readers")]
    public async Task An_option_that_cannot_work_is_named(string option)
    {
        await using var services = store.Services(options => Break(options, option));
        var exception = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStoreDriver>);
        Assert.Contains(option, Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    private static void Break(SqliteStoreOptions options, string option)
    {
        switch (option)
        {
            case "Path":
                options.Path = " ";
                break;
            case "BusyTimeout":
                options.BusyTimeout = TimeSpan.Zero;
                break;
            case "MaximumPendingBytes":
                options.MaximumPendingBytes = 1;
                break;
            default:
                options.Readers = 0;
                break;
        }
    }
}
