using Cabinet.Infrastructure.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cabinet.Postgres.Tests;

public sealed class PostgresStoreOptionsValidatorTests
{
    private const long Mebibyte = 1024 * 1024;

    private readonly PostgresStoreOptions options = new() { ConnectionString = "Host=db.example.org;Database=cabinet" };

    [Fact]
    public void The_defaults_with_a_host_are_right() => Assert.True(Validate().Succeeded);

    [Theory]
    [InlineData("")]
    [InlineData("Database=cabinet;Username=cabinet")]
    public void A_connection_string_without_a_host_is_refused(string connectionString)
    {
        options.ConnectionString = connectionString;

        Assert.Contains("ConnectionString names no host", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Password=pa$$word;Nonsense=1")]
    [InlineData("Host=db;Password=pa$$word;Port=many")]
    [InlineData("pa$$word")]
    public void A_connection_string_that_Npgsql_does_not_understand_is_refused_without_repeating_its_password(string wrong)
    {
        options.ConnectionString = wrong;
        options.ListenConnectionString = wrong;

        var refusal = Refusal();
        Assert.Contains("PostgresStoreOptions.ConnectionString isn't one", refusal, StringComparison.Ordinal);
        Assert.Contains("PostgresStoreOptions.ListenConnectionString isn't one", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("pa$$word", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_to_listen_without_a_host_is_refused()
    {
        options.ListenConnectionString = "Database=cabinet";

        Assert.Contains("ListenConnectionString names no host", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cabinet")]
    [InlineData("_a1")]
    [InlineData("a234567890123456789012345678901234567890")]
    public void A_schema_name_in_its_bounds_is_right(string schema)
    {
        options.Schema = schema;

        Assert.True(Validate().Succeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Cabinet")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("cabinet\n")]
    [InlineData("a\";drop")]
    [InlineData("pg_cabinet")]
    [InlineData("a2345678901234567890123456789012345678901")]
    public void A_schema_name_out_of_its_bounds_is_refused(string schema)
    {
        options.Schema = schema;

        Assert.Contains("use 1 to 40 lower-case letters", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(100, true)]
    [InlineData(2, false)]
    [InlineData(101, false)]
    public void A_pool_has_3_to_100_connections(int connections, bool isRight)
    {
        options.MaximumConnections = connections;

        AssertIs(isRight, $"MaximumConnections is {connections}; use 3 to 100.");
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(600_000, true)]
    [InlineData(999, false)]
    [InlineData(600_001, false)]
    [InlineData(-1, false)]
    public void Time_limits_are_from_a_second_to_ten_minutes(int milliseconds, bool isRight)
    {
        options.StatementTimeout = TimeSpan.FromMilliseconds(milliseconds);
        AssertIs(isRight, "StatementTimeout is");

        options.StatementTimeout = TimeSpan.FromSeconds(30);
        options.LookUpTimeout = TimeSpan.FromMilliseconds(milliseconds);
        AssertIs(isRight, "LookUpTimeout is");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1_000, true)]
    [InlineData(0, false)]
    [InlineData(1_001, false)]
    public void Announcements_are_collected_for_a_millisecond_to_a_second(int milliseconds, bool isRight)
    {
        options.WakeInterval = TimeSpan.FromMilliseconds(milliseconds);

        AssertIs(isRight, "use 1 millisecond to 1 second.");
    }

    [Theory]
    [InlineData(Mebibyte, true)]
    [InlineData(4096 * Mebibyte, true)]
    [InlineData(Mebibyte - 1, false)]
    [InlineData((4096 * Mebibyte) + 1, false)]
    public void One_mebibyte_to_4_gibibytes_may_wait(long bytes, bool isRight)
    {
        options.MaximumPendingBytes = bytes;

        AssertIs(isRight, $"MaximumPendingBytes is {bytes}; use 1 MiB to 4 GiB.");
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        options.ConnectionString = "";
        options.Schema = "";
        options.MaximumConnections = 0;
        options.StatementTimeout = TimeSpan.Zero;
        options.LookUpTimeout = TimeSpan.Zero;
        options.WakeInterval = TimeSpan.Zero;
        options.MaximumPendingBytes = 0;

        Assert.Equal(7, Validate().Failures!.Count());
    }

    [Fact]
    public async Task A_store_with_wrong_options_is_refused_before_anything_is_opened()
    {
        await using var services = new ServiceCollection()
            .AddPostgresStore(store => store.MaximumConnections = 1)
            .BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<Cabinet.Application.Persistence.IStoreDriver>());

        Assert.Equal(2, refused.Failures.Count());
    }

    private ValidateOptionsResult Validate() => new PostgresStoreOptionsValidator().Validate(null, options);

    private string Refusal() => Assert.IsType<string>(Validate().FailureMessage);

    private void AssertIs(bool isRight, string refusal)
    {
        if (isRight)
        {
            Assert.True(Validate().Succeeded);
        }
        else
        {
            Assert.Contains(refusal, Assert.Single(Validate().Failures!), StringComparison.Ordinal);
        }
    }
}
