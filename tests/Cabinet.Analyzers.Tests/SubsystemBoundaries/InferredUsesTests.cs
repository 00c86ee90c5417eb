namespace Cabinet.Analyzers.Tests.SubsystemBoundaries;

public sealed class InferredUsesTests
{
    [Fact]
    public Task A_variable_behind_var_is_reported_where_its_value_comes_from_and_where_it_is_used() =>
        BoundaryAssert.Statements(
            """
            var claimer = Composition.Holder.[|Claimer|Claimer|];
            Console.WriteLine([|Claimer|claimer|]);
            """);

    [Fact]
    public Task A_chain_through_another_subsystem_is_reported_at_its_links() => BoundaryAssert.Statements(
        """
        _ = holder.[|Claimer|Claimer|].Count;
        _ = holder.[|Claimer|Claimer|].[|Claim|Next|].Name.Length;
        _ = holder?.[|Claimer|Claimer|]?.Count;
        """);

    [Fact]
    public Task A_fluent_chain_that_stays_in_one_type_is_reported_once() => BoundaryAssert.Statements(
        "_ = holder.[|Claimer|Claimer|].With(1).With(2).Count;");

    [Fact]
    public Task A_call_s_result_is_reported() => BoundaryAssert.Statements(
        """
        Composition.[|Claim|Claims|]();
        var claims = Composition.[|Claim|Claims|]();
        """);

    [Fact]
    public Task A_lambda_s_parameter_is_reported() => BoundaryAssert.Statements(
        """
        Composition.Each([|Claim|claim|] => { });
        Composition.Each(([|Claim|claim|]) [|Claim|=>|] { });
        Composition.Each([|Claim|delegate|] { });
        """);

    [Fact]
    public Task A_lambda_s_body_is_reported() => BoundaryAssert.Statements(
        "_ = Composition.[|Claim|Claims|]().[|Claim|Select|]([|Claim|claim|] => [|Claim|claim|].Name);");

    [Fact]
    public Task A_query_is_reported() => BoundaryAssert.Statements(
        "_ = from claim in Composition.[|Claim|Claims|]() [|Claim|select|] [|Claim|claim|].Name;");

    [Fact]
    public Task A_loop_s_variable_is_reported() => BoundaryAssert.Statements(
        """
        foreach (var [|Claim|claim|] in Composition.[|Claim|Claims|]()) { }
        await foreach (var [|Claim|claim|] in Composition.[|Claim|Stream|]()) { }
        """);

    [Fact]
    public Task A_loop_over_an_enumerator_by_pattern_is_reported() => BoundaryAssert.Statements(
        """
        foreach (var [|Claim|claim|] in holder.[|Claim|All|]) { }
        foreach (object claim in holder.[|Claim|All|]) { }
        """);

    [Fact]
    public Task Deconstruction_is_reported() => BoundaryAssert.Statements(
        """
        var ([|Claim|claim|], rank) = Composition.[|Claim|Ranked|]();
        (var [|Claim|other|], rank) = Composition.[|Claim|Ranked|]();
        foreach (var ([|Claim|each|], _) in [|Claim|new|][] { Composition.[|Claim|Ranked|]() }) { }
        """);

    [Fact]
    public Task An_out_variable_is_reported() => BoundaryAssert.Statements(
        "_ = Composition.TryClaim(out var [|Claim|claim|]);");

    [Fact]
    public Task A_discarded_out_argument_is_reported() => BoundaryAssert.Statements(
        "_ = Composition.TryClaim(out [|Claim|_|]);");

    [Fact]
    public Task An_awaited_result_is_reported_once() => BoundaryAssert.Statements(
        """
        await Composition.[|Claim|ClaimAsync|]();
        _ = (await Composition.[|Claim|ClaimAsync|]()).Name;
        """);

    [Fact]
    public Task A_target_typed_creation_is_reported() => BoundaryAssert.Statements(
        """
        Composition.Take([|Claim|new|](), [|Claimer|null|]);
        holder.[|Claimer|Claimer|] = [|Claimer|new|]();
        """);

    [Fact]
    public Task An_implicit_conversion_is_reported() => BoundaryAssert.Statements(
        """
        holder.[|Claimer|Claimer|] = [|Claimer|"name"|];
        Composition.Take([|Claim|holder|], [|Claimer|null|]);
        int count = Composition.[|Claim|Ranked|]().[|Claim|Claim|];
        """);

    [Fact]
    public Task An_argument_that_the_compiler_fills_in_is_reported() => BoundaryAssert.Statements(
        """
        Composition.[|Claimer|Take|]([|Claim|null|]);
        Composition.[|Claim|TakeMany|]();
        """);

    [Fact]
    public Task An_inferred_type_argument_is_reported() => BoundaryAssert.Statements(
        "_ = Composition.[|Claim,Batch<T>|Same|](Composition.Holder.[|Claimer|Claimer|].[|Claim|Next|]);");

    [Fact]
    public Task An_extension_method_is_reported() => BoundaryAssert.Statements(
        """
        _ = number.[|ClaimExtensions|Twice|]();
        Func<string> shout = "text".[|ClaimExtensions|Shout|];
        """);

    [Fact]
    public Task An_extension_property_is_reported() => BoundaryAssert.Statements(
        "_ = number.[|ClaimExtensions|Tripled|];");

    [Fact]
    public Task Extensions_that_the_compiler_picks_are_reported() => BoundaryAssert.Statements(
        """
        await [|ClaimExtensions|number|];
        foreach (var each in [|ClaimExtensions|number|]) { }
        var [|ClaimExtensions|(half, rest)|] = number;
        _ = number is [|ClaimExtensions|(1, 2)|];
        """);

    [Fact]
    public Task Operators_are_reported() => BoundaryAssert.Statements(
        """
        var claim = Composition.Holder.[|Claimer|Claimer|].[|Claim|Next|];
        [|Claim|claim|] += 1;
        _ = [|Claim|claim|] + 1;
        """);

    [Fact]
    public Task An_event_and_its_handler_are_reported() => BoundaryAssert.Statements(
        "holder.[|Claimer|Claimer|].[|Claim|Claimed|] += [|Claim|_|] => { };");

    [Fact]
    public Task A_pattern_s_variable_is_reported() => BoundaryAssert.Statements(
        """
        if (holder is { [|Claimer|Claimer|]: { [|Claim|Next|]: var [|Claim|next|] } }) { }
        if (holder is { [|Claimer|Claimer|].[|Claim|Next|].Name: "" }) { }
        """);

    [Fact]
    public Task Field_initialisers_and_expression_bodies_are_reported() => BoundaryAssert.Members(
        """
        private readonly int _count = Composition.Holder.[|Claimer|Claimer|].Count;
        public int Count => Composition.Holder.[|Claimer|Claimer|].Count;
        public int Auto { get; } = Composition.Holder.[|Claimer|Claimer|].Count;
        public Store() : this(Composition.Holder.[|Claimer|Claimer|].Count) { }
        public Store(int count) { }
        """);

    [Fact]
    public Task A_primary_constructor_s_base_arguments_are_reported() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence;
        public class Base(int count) { public int Count => count; }
        public class Store(Holder holder) : Base(holder.[|Claimer|Claimer|].Count) { }
        """);

    [Fact]
    public Task Choices_are_reported_where_their_values_come_from() => BoundaryAssert.Statements(
        """
        var other = Composition.Holder;
        var one = number > 0 ? holder.[|Claimer|Claimer|] : other.[|Claimer|Claimer|];
        var two = [|Claimer|one|] ?? other.[|Claimer|Claimer|];
        var three = number switch { 1 => [|Claimer|one|], _ => [|Claimer|two|] };
        """);

    [Fact]
    public Task A_name_of_a_chain_s_link_is_reported() => BoundaryAssert.Statements(
        "_ = nameof(holder.[|Claimer|Claimer|].[|Claim|Next|]);");

    [Fact]
    public Task A_method_without_its_call_is_reported() => BoundaryAssert.Statements(
        """
        Action raise = holder.[|Claimer|Claimer|].Raise;
        Func<object> claims = Composition.[|Claim|Claims|];
        """);

    [Fact]
    public Task Initialisers_are_reported() => BoundaryAssert.Statements(
        """
        _ = new Holder { [|Claimer|Claimer|] = [|Claimer|null|]! };
        _ = new Holder { [|Claimer|Claimer|] = { [|Claim|Next|] = { Name = "" } } };
        var anonymous = new { holder.[|Claimer|Claimer|] };
        _ = anonymous.[|Claimer|Claimer|].Count;
        List<object> list = new() { holder.[|Claimer|Claimer|] };
        object[] array = [holder.[|Claimer|Claimer|], .. Composition.[|Claim|Claims|]()];
        """);

    [Fact]
    public Task Statements_over_a_value_are_reported() => BoundaryAssert.Statements(
        """
        lock (holder.[|Claimer|Claimer|]) { }
        Console.WriteLine($"{holder.[|Claimer|Claimer|]}");
        for (var each = holder.[|Claimer|Claimer|]; number < 0; number++) { }
        switch (holder.[|Claimer|Claimer|]) { case var [|Claimer|one|]: break; }
        """);

    [Fact]
    public Task Iterators_and_returns_are_reported() => BoundaryAssert.Members(
        """
        public IEnumerable<object> All(Holder holder) { yield return holder.[|Claimer|Claimer|]; }
        public object One(Holder holder) => holder.[|Claimer|Claimer|];
        public Func<object> Later(Holder holder) => () => { return holder.[|Claimer|Claimer|]; };
        """);

    [Fact]
    public Task A_member_that_is_inherited_from_the_composition_is_reported() => BoundaryAssert.File(
        """
        namespace Cabinet.Infrastructure.Persistence;
        public class Store : Holder { public int Size => [|Claimer|Claimer|].Count + base.[|Claimer|Claimer|].Count; }
        """);

    [Fact]
    public Task A_delegate_of_another_subsystem_is_reported_where_a_lambda_becomes_one() =>
        BoundaryAssert.Statements("Composition.Handle([|ClaimHandler,Claim|claim|] => { });");

    [Fact]
    public Task A_collection_s_builder_is_reported() => BoundaryAssert.Statements("Row row = [|RowBuilder|[1, 2]|];");
}
