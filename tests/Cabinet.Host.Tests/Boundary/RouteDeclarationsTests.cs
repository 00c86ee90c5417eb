using Cabinet.Application.Policies;
using Cabinet.Domain.Limits;
using Cabinet.Host.Boundary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Cabinet.Host.Tests.Boundary;

public sealed class RouteDeclarationsTests
{
    private static readonly RouteRequirements Good = new()
    {
        Name = "one",
        NeedsSignature = true,
        Scope = "tasks.read",
        Role = CallerRole.User,
        MaximumBody = 10,
        Rate = new RateLimit(1, TimeSpan.FromSeconds(1)),
    };

    [Fact]
    public void A_route_that_says_what_it_asks_starts() => RouteDeclarations.Require([Route(Good)]);

    [Fact]
    public void A_route_that_says_nothing_does_not_start() => Refused("GET /v1/one isn't declared.", Route());

    [Fact]
    public void A_route_that_says_two_things_does_not_start() => Refused("more than once", Route(Good, Good));

    [Fact]
    public void A_route_that_contradicts_itself_does_not_start()
    {
        Refused("every client could call it", Route(Good with { Scope = null }));
        Refused("which isn't one", Route(Good with { Scope = "tasks.all" }));
        Refused("nobody could have it", Route(Good with { NeedsSignature = false }));
        Refused("a body that nobody signed", Route(Good with { NeedsSignature = false, Scope = null }));
        Refused("allowed are 0 to", Route(Good with { MaximumBody = RouteRequirements.LargestBody + 1 }));
    }

    private static void Refused(string why, Endpoint endpoint) => Assert.Contains(
        why, Assert.Throws<InvalidOperationException>(() => RouteDeclarations.Require([endpoint])).Message, StringComparison.Ordinal);

    private static RouteEndpoint Route(params RouteRequirements[] requirements) => new(
        _ => Task.CompletedTask,
        RoutePatternFactory.Parse("/v1/one"),
        0,
        new EndpointMetadataCollection([new HttpMethodMetadata(["GET"]), .. requirements]),
        "one");
}
