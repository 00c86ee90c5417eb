using Cabinet.Application.Persistence;

namespace Cabinet.Postgres.Tests.Schema;

/// <summary>Roles without superuser rights, each with a schema of its own name.</summary>
public sealed class RightsTests : SchemaTests
{
    [Fact]
    public async Task A_role_that_may_make_schemas_makes_its_own()
    {
        ConnectionString = await Server.CreateRestrictedRoleAsync("postgres", Cancel);
        Assert.Empty((await Migrator().MigrateAsync(Cancel)).Pending);
        Assert.Empty(await Migrator().FindDriftAsync(Cancel));
    }

    [Fact]
    public async Task A_schema_that_was_made_for_a_role_is_used()
    {
        await BecomeAsync($"CREATE SCHEMA {Schema.Name}; GRANT USAGE, CREATE ON SCHEMA {Schema.Name} TO {Schema.Name}");
        Assert.Empty((await Migrator().MigrateAsync(Cancel)).Pending);
    }

    [Fact]
    public async Task Who_may_not_make_the_schema_is_told_what_to_grant()
    {
        await BecomeAsync("");
        var exception = await FailAsync(Migrator().MigrateAsync(Cancel));
        Assert.Equal(StoreFault.ReadOnly, exception.Fault);
        Assert.Contains($"GRANT CREATE ON DATABASE postgres TO {Schema.Name}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_make_nothing_in_the_schema_is_told_what_to_grant()
    {
        await BecomeAsync($"CREATE SCHEMA {Schema.Name}; GRANT USAGE ON SCHEMA {Schema.Name} TO {Schema.Name}");
        var exception = await FailAsync(Migrator().MigrateAsync(Cancel));
        Assert.Equal(StoreFault.ReadOnly, exception.Fault);
        Assert.Contains("GRANT USAGE, CREATE ON SCHEMA", exception.Message, StringComparison.Ordinal);
    }

    private async Task BecomeAsync(string grants)
    {
        await Server.ExecuteAsync($"CREATE ROLE {Schema.Name} LOGIN; {grants}");
        ConnectionString += $";Username={Schema.Name}";
    }
}
