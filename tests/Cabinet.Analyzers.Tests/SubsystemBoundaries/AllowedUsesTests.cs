namespace Cabinet.Analyzers.Tests.SubsystemBoundaries;

public sealed class AllowedUsesTests
{
    [Fact]
    public Task A_subsystem_uses_its_own_types_at_every_depth() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Queue.Batches.Deep
        {
            [Claimed]
            public class Drain : Claimer
            {
                private readonly Lease _lease = new();
                public async Task Run(Holder holder)
                {
                    foreach (var claim in Composition.Claims()) { Composition.Take(claim); }
                    _ = (await Composition.ClaimAsync()).Name + holder.Claimer.Next.Name + nameof(Claim) + _lease;
                }
            }
        }
        """);

    [Fact]
    public Task A_port_of_Application_is_used_whoever_implements_it() => BoundaryAssert.Statements(
        """
        IClaims port = Composition.Port();
        _ = port.Count;
        Func<IClaims, int> count = claims => claims.Count;
        foreach (var each in new List<IClaims> { port }) { _ = count(each); }
        """);

    [Fact]
    public Task An_untyped_value_of_another_subsystem_is_no_use_of_its_type() => BoundaryAssert.Statements(
        "_ = holder.Anything.ToString();");

    [Fact]
    public Task A_using_directive_alone_is_no_use() => BoundaryAssert.File(
        "namespace Cabinet.Infrastructure.Persistence; public class Store { }");

    [Fact]
    public Task Documentation_may_refer_to_another_subsystem() => BoundaryAssert.Members(
        """
        /// <summary>Keeps what <see cref="Claimer"/> took, see <see cref="Claimer.With(int)"/>.</summary>
        public int Count => 0;
        """);

    [Fact]
    public Task The_composition_root_uses_all_of_them() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure
        {
            public static class Registration
            {
                public static object Compose() => (new Claimer(), new Lease(), typeof(Persistence.Store));
            }
        }
        namespace Cabinet.Infrastructure.Persistence { public class Store { } }
        """);

    [Theory]
    [InlineData("Cabinet.Tests.Infrastructure.Persistence")]
    [InlineData("Cabinet.Infrastructure.Sqlite")]
    [InlineData("Cabinet.Infrastructure.PersistenceTests")]
    [InlineData("Cabinet.Host")]
    [InlineData("Other.Cabinet.Infrastructure.Persistence")]
    [InlineData("Persistence")]
    public Task Code_outside_of_the_six_namespaces_is_free(string name) => BoundaryAssert.File(
        $$"""
        namespace {{name}}
        {
            public class User { public Claim Claim => new global::Cabinet.Infrastructure.Queue.Claimer().Next; }
        }
        namespace Cabinet.Infrastructure.Persistence { public class Store { } }
        """);

    [Fact]
    public Task Namespaces_that_only_begin_like_a_subsystem_are_none() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.QueueTools { public class Tool { } }
        namespace Cabinet.Queue { public class Plain { } }
        namespace Cabinet.Infrastructure.Persistence
        {
            public class Store
            {
                public object Tool => new Cabinet.Infrastructure.QueueTools.Tool();
                public object Plain => new Cabinet.Queue.Plain();
            }
        }
        """);

    [Fact]
    public Task Types_of_one_s_own_may_share_names_with_another_subsystem_s() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence
        {
            public class Claim { public static int Twice => 2; }
            public class Store
            {
                private readonly Claim _claim = new();
                public Claim Claim => _claim;
                public int Two => Claim.Twice;
            }
        }
        """);

    [Fact]
    public async Task An_assembly_without_subsystems_is_not_looked_at()
    {
        const string Host =
            """
            namespace Cabinet.Host;
            class Program { object Claimer => Cabinet.Infrastructure.Composition.Holder.Claimer; }
            """;

        var diagnostics = await InMemoryCompilation.Of([Host], House.Assembly)
            .Diagnose(new Analyzers.SubsystemBoundaries.SubsystemBoundaryAnalyzer());

        Assert.Empty(diagnostics);
    }
}
