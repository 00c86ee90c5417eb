using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Schema;

namespace Cabinet.Postgres.Tests.Schema;

/// <summary>The check of the server's version alone: no server that is too old runs here.</summary>
public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("14.13")]
    [InlineData("9.6.24")]
    public void The_check_of_the_version_number_refuses_a_server_that_is_too_old_and_names_both_versions(string version)
    {
        var refused = Assert.Throws<StoreException>(() => SchemaCheck.RequireServer(Version.Parse(version), "db:5432/cabinet"));

        Assert.Equal(StoreFault.SchemaMismatch, refused.Fault);
        Assert.Contains($"'db:5432/cabinet' is PostgreSQL {version}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("needs 15 or later. Nothing was changed.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("15.0")]
    [InlineData("15.10")]
    [InlineData("18.1")]
    [InlineData("19.0")]
    public void The_check_of_the_version_number_lets_the_oldest_supported_server_and_later_ones_pass(string version) =>
        SchemaCheck.RequireServer(Version.Parse(version), "db:5432/cabinet");
}
