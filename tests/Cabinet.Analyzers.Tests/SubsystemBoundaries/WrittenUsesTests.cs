namespace Cabinet.Analyzers.Tests.SubsystemBoundaries;

public sealed class WrittenUsesTests
{
    [Fact]
    public Task A_field_is_reported() => BoundaryAssert.Members("private [|Claimer|Claimer|]? _claimer;");

    [Fact]
    public Task A_property_is_reported() =>
        BoundaryAssert.Members("public [|Claimer|Claimer|]? Claimer { get; set; }");

    [Fact]
    public Task An_event_is_reported() =>
        BoundaryAssert.Members("public event [|ClaimHandler|ClaimHandler|]? Claimed;");

    [Fact]
    public Task Parameters_and_results_are_reported() => BoundaryAssert.Members(
        "public [|Claim|Claim|]? Next([|Claimer|Claimer|] claimer, [|State|State|] state) => throw new Exception();");

    [Fact]
    public Task Elements_of_arrays_tuples_and_pointers_are_reported() => BoundaryAssert.Members(
        """
        private [|Claim|Claim|][]? _many;
        private ([|Claim|Claim|] First, int Rank) _pair;
        private unsafe [|State|State|]* _pointer;
        private unsafe delegate*<[|Claim|Claim|], void> _function;
        private [|State|State|]? _state;
        """);

    [Fact]
    public Task Generic_types_and_their_arguments_are_reported() => BoundaryAssert.Members(
        """
        private Dictionary<string, List<[|Claim|Claim|]>>? _claims;
        private [|Batch<T>|Batch<int>|]? _batch;
        private [|Batch<T>|Batch<string>|].[|Batch<T>.Cursor|Cursor|]? _cursor;
        """);

    [Fact]
    public Task Qualified_names_are_reported_once() => BoundaryAssert.Members(
        """
        private Cabinet.Infrastructure.Queue.[|Claimer|Claimer|]? _claimer;
        private global::Cabinet.Infrastructure.Queue.Leases.[|Lease|Lease|]? _lease;
        """);

    [Fact]
    public Task A_base_class_is_reported() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence;
        public class Store : [|Claimer|Claimer|] { public Store() : base() { } }
        """);

    [Fact]
    public Task A_base_class_of_a_primary_constructor_is_reported() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence;
        public class Store(int size) : [|Claimer|Claimer|]() { public int Size => size; }
        """);

    [Fact]
    public Task An_interface_and_a_base_type_argument_are_reported() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence;
        public class Store : List<[|Claim|Claim|]>, [|IClaimer|IClaimer|] { }
        """);

    [Fact]
    public Task Constraints_are_reported() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence;
        public class Store<T> where T : [|IClaimer|IClaimer|]
        {
            public void Put<U>(U item) where U : [|Claim|Claim|] { }
        }
        """);

    [Fact]
    public Task Attributes_are_reported_at_types_members_parameters_and_results() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence;
        [[|ClaimedAttribute|Claimed|]]
        public class Store<[[|ClaimedAttribute|Claimed|]] T>
        {
            [[|ClaimedAttribute|ClaimedAttribute|](typeof([|Claim|Claim|]))]
            [return: [|ClaimedAttribute|Claimed|]]
            public int Put([[|ClaimedAttribute|Claimed|]] int number) => number;
        }
        """);

    [Fact]
    public Task Delegates_records_and_enums_members_are_reported() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence;
        public delegate [|Claim|Claim|] Next();
        public record Row([|Ticket|Ticket|] Ticket);
        public enum Kind { [[|ClaimedAttribute|Claimed|]] One = [|Claimer|Claimer|].Limit }
        """);

    [Fact]
    public Task Typeof_and_nameof_are_reported() => BoundaryAssert.Statements(
        """
        _ = typeof([|Claim|Claim|]);
        _ = typeof([|Batch<T>|Batch<>|]);
        _ = nameof([|Claimer|Claimer|]);
        _ = nameof([|Claim|Claim|].Name);
        """);

    [Fact]
    public Task A_default_and_a_size_are_reported() => BoundaryAssert.Statements(
        """
        _ = default([|State|State|]);
        _ = sizeof([|State|State|]);
        """);

    [Fact]
    public Task Object_creation_is_reported_once() => BoundaryAssert.Statements(
        """
        _ = new [|Claimer|Claimer|]();
        _ = new [|Claim|Claim|] { Name = "" };
        _ = new [|Claim|Claim|][3];
        _ = new List<[|Claim|Claim|]>();
        """);

    [Fact]
    public Task A_static_member_is_reported_once() => BoundaryAssert.Statements(
        """
        _ = [|Claimer|Claimer|].Limit;
        _ = [|Claimer|Claimer|].Shared;
        _ = [|Claimer|Claimer|].Parse("");
        _ = [|State|State|].Ready;
        _ = [|ClaimExtensions|ClaimExtensions|].Twice(1);
        """);

    [Fact]
    public Task Casts_and_patterns_are_reported() => BoundaryAssert.Statements(
        """
        object value = number;
        _ = ([|Claim|Claim|])value;
        _ = value as [|Claim|Claim|];
        _ = value is [|Claim|Claim|];
        _ = value is [|Ticket|Ticket|] { Number: 1 };
        _ = value switch { [|Ticket|Ticket|](1) => 1, [|Claimer|Claimer|] => 2, _ => 3 };
        if (value is [|Lease|Lease|] lease) { }
        """);

    [Fact]
    public Task A_caught_exception_is_reported() => BoundaryAssert.Statements(
        "try { } catch ([|ClaimFault|ClaimFault|]) { }");

    [Fact]
    public Task Type_arguments_of_a_call_are_reported() => BoundaryAssert.Statements(
        "_ = Array.Empty<[|Claim|Claim|]>().Length;");

    [Fact]
    public Task Local_functions_and_typed_lambdas_are_reported() => BoundaryAssert.Statements(
        """
        void Local([|Claim|Claim|] claim) { }
        var typed = ([|Lease|Lease|]? lease) [|Lease|=>|] 1;
        """);

    [Fact]
    public Task An_alias_is_reported_where_it_is_used() => BoundaryAssert.File(
        """
        using Hidden = System.Collections.Generic.List<Cabinet.Infrastructure.Queue.Claim>;
        namespace Cabinet.Infrastructure.Persistence
        {
            using Inner = [|Claimer|Claimer|];
            public class Store { private [|Claim|Hidden|]? _hidden; private [|Claimer|Inner|]? _inner; }
        }
        """);

    [Fact]
    public Task A_static_import_is_reported_where_it_is_used() => BoundaryAssert.File(
        """
        using static Cabinet.Infrastructure.Queue.Claimer;
        namespace Cabinet.Infrastructure.Persistence;
        public class Store { private int _limit = [|Claimer|Limit|]; private int _length = [|Claimer|Parse|](""); }
        """);

    [Fact]
    public Task Namespaces_below_a_subsystem_belong_to_it() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence.Pages.Deep;
        public class Page { private [|Lease|Lease|]? _lease; }
        """);

    [Theory]
    [InlineData("Persistence")]
    [InlineData("Integrations")]
    [InlineData("Security")]
    [InlineData("Observability")]
    [InlineData("BackgroundTasks")]
    public Task Every_other_subsystem_is_held_to_it(string subsystem) => BoundaryAssert.File(
        $"namespace Cabinet.Infrastructure.{subsystem}; public class User {{ private [|Claim|Claim|]? _claim; }}");
}
