namespace Cabinet.Host.Boundary.Routes;

/// <summary>Reads the id in a route.</summary>
internal static class RouteIds
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ApiProblem">It isn't one.</exception>
    public static Guid Read(HttpContext context) =>
        Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id)
            ? id
            : throw new ApiProblem(
                StatusCodes.Status400BadRequest,
                "badId",
                "The id in the path is none. Ids have 36 characters, such as 019a2f4e-5c1b-7d3e-8f00-0123456789ab.");
}
