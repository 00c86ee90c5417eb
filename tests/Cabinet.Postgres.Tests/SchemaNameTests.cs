using Cabinet.Infrastructure.Postgres.Connections;

namespace Cabinet.Postgres.Tests;

public sealed class SchemaNameTests
{
    [Fact]
    public void A_name_is_quoted_wherever_the_text_has_its_place() => Assert.Equal(
        """SELECT 1 FROM "o""dd".job JOIN "o""dd".lease""",
        new SchemaName("o\"dd").Qualify("SELECT 1 FROM cabinet.job JOIN cabinet.lease"));
}
