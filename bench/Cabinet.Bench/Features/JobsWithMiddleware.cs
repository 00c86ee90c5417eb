using Cabinet.Infrastructure;

namespace Cabinet.Bench.Features;

/// <summary>Jobs with three middlewares around their handler.</summary>
internal sealed class JobsWithMiddleware() : Feature("middleware")
{
    public override void Declare(CabinetBuilder cabinet) => cabinet
        .AddMiddleware<PassingMiddleware>()
        .AddMiddleware<PassingMiddleware>()
        .AddMiddleware<PassingMiddleware>();
}
